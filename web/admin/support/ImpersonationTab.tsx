import { A } from "@solidjs/router";
import { createResource, createSignal, createUniqueId, For, Show } from "solid-js";
import { listUsers } from "#contract/admin-user";
import { startActing } from "#contract/impersonation";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-acting.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { lastingOnly } from "../parts/lasting.ts";

const shown = 8;

/** SA-041: in somebody's place, for a reason. */
export function ImpersonationTab() {
  const list = createUniqueId();
  const [typed, setTyped] = createSignal("");
  const [reason, setReason] = createSignal("");
  const [ticket, setTicket] = createSignal("");
  const [found] = createResource(
    () => (typed().trim().length >= 2 ? typed().trim() : null),
    async (q) => {
      const query = { q, role: "user", status: "active", limit: String(shown) } as const;
      return (await call(listUsers, { query })).items;
    },
  );
  const people = () => found.latest ?? [];
  const chosen = () => people().find((one) => one.email === typed().trim());
  const nobody = () => found.state === "ready" && people().length === 0;
  const ready = () => chosen() !== undefined && reason().trim().length >= 10;
  const [started, setStarted] = createSignal(false);
  guardUnsaved(() => !started() && [typed(), reason(), ticket()].some((text) => text !== ""));
  const start = createAction(async () => {
    const person = chosen();
    if (person === undefined) return;
    const json = { reason: reason().trim(), ...(ticket() === "" ? {} : { ticket: ticket() }) };
    await call(startActing, { param: { user_id: person.id }, json });
    setStarted(true);
    // All that was loaded as oneself goes.
    location.assign("/");
  });
  return (
    <form
      class="flex max-w-xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) void start.run();
      }}
    >
      <p class="text-quiet">{t("intro")}</p>
      <p role="status" class="rounded-md border border-line bg-raised px-3 py-2 text-sm">
        {t("idle")}
      </p>
      <TextField
        label={t("person")}
        hint={chosen()?.name ?? t("personHint")}
        error={nobody() ? t("notFound") : undefined}
        value={typed()}
        onInput={setTyped}
        list={list}
        autocomplete="off"
        required
      />
      <datalist id={list}>
        <For each={people()}>{(one) => <option value={one.email}>{one.name}</option>}</For>
      </datalist>
      <TextArea
        label={t("reason")}
        hint={t("reasonHint")}
        value={reason()}
        onInput={setReason}
        rows={2}
        maxlength={500}
        required
      />
      <TextField label={t("ticket")} value={ticket()} onInput={setTicket} maxlength={100} />
      <Show when={start.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div class="flex flex-wrap items-center gap-4">
        <Button
          type="submit"
          kind="danger"
          busy={start.busy()}
          disabled={!ready()}
          {...lastingOnly()}
        >
          {t("start")}
        </Button>
        <A
          href="/admin/audit?q=action%3AIMPERSONATION_START"
          class="text-sm text-accent hover:underline"
        >
          {t("history")}
        </A>
      </div>
    </form>
  );
}
