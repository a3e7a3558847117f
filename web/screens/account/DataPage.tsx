import { useNavigate } from "@solidjs/router";
import { createSignal, onCleanup, Show } from "solid-js";
import { deleteAccount, exportAccount } from "#contract/account";
import { forgetPerson, isAlone, me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { receive } from "../../client/raw.ts";
import { bytes, day } from "../../i18n/format.ts";
import { t } from "../../i18n/own-data.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { saveBlob } from "../../ui/save-blob.ts";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";
import { readAll } from "./read-all.ts";

/** One's data: taken along, or deleted (T-36). */
export function DataPage() {
  return (
    <>
      <Export />
      <Show when={!isAlone()}>
        <Deletion />
      </Show>
    </>
  );
}

function Export() {
  const [received, setReceived] = createSignal(0);
  let stop = new AbortController();
  onCleanup(() => stop.abort());
  const run = createAction(async () => {
    stop = new AbortController();
    const { signal } = stop;
    setReceived(0);
    try {
      const answer = await receive(exportAccount, {}, { signal });
      const blob = await readAll(answer, "application/zip", setReceived);
      saveBlob(`engawa-${new Date().toISOString().slice(0, 10)}.zip`, blob);
      toast({ tone: "good", text: t("exported", { size: bytes(blob.size) }) });
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  });
  return (
    <Section title={t("export")} text={t("exportText")}>
      <div class="flex flex-wrap items-center gap-3">
        <Button busy={run.busy()} onClick={() => void run.run()}>
          {t("download")}
        </Button>
        <Show when={run.busy()}>
          <span role="status" class="text-sm text-quiet tabular-nums">
            {t("downloading", { size: bytes(received()) })}
          </span>
          <Button kind="quiet" size="small" onClick={() => stop.abort()}>
            {t("stop")}
          </Button>
        </Show>
      </div>
      <Show when={run.error()}>
        {(shown) => (
          <div class="mt-3">
            <ErrorState error={shown()} small />
          </div>
        )}
      </Show>
    </Section>
  );
}

function Deletion() {
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const [atOnce, setAtOnce] = createSignal(false);
  const email = () => me()?.email ?? "";
  const isAdmin = () => me()?.role === "admin";
  const remove = async () => {
    const { gone_at, held } = await call(deleteAccount, {
      json: { confirm: email(), at_once: atOnce() },
    });
    const when = day(gone_at);
    const text = atOnce() ? t("goneNow") : t(held ? "goneHeld" : "gone", { when });
    await forgetPerson();
    navigate("/sign-in", { replace: true });
    toast({ tone: "warn", text, stays: true });
  };
  return (
    <Section title={t("delete")} text={t("deleteText")}>
      <Button class="text-bad!" onClick={() => setAsking(true)}>
        {t("deleteAction")}
      </Button>
      <ConfirmDialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={t("deleteTitle")}
        description={t("deleteWhat")}
        action={t("deleteAction")}
        danger
        typed={email()}
        onConfirm={remove}
      >
        <p class="text-sm">
          {atOnce() ? "" : `${t("undo")} `}
          {isAdmin() ? `${t("adminStays")} ` : ""}
          {t("exportFirst")}
        </p>
        <Show when={!isAdmin()}>
          <Checkbox
            label={t("atOnce")}
            hint={t("atOnceText")}
            checked={atOnce()}
            onChange={setAtOnce}
          />
        </Show>
      </ConfirmDialog>
    </Section>
  );
}
