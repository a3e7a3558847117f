import { resealAudit } from "#contract/admin-audit";
import { createSignal, Show } from "solid-js";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-audit.ts";
import { count } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";

/** The way on from a break of the chain, once it was looked at (T-23). */
export function ResealFrom(props: { seq: number; onDone: () => void }) {
  const [asking, setAsking] = createSignal(false);
  let done = false;
  const seal = async (reason: string | undefined) => {
    await call(resealAudit, { json: { broken_at: props.seq, reason: reason ?? "" } });
    done = true;
  };
  const close = () => {
    setAsking(false);
    if (done) props.onDone();
  };
  return (
    <>
      <p class="mt-3 text-sm">{t("resealWhen")}</p>
      <Button class="mt-2" onClick={() => setAsking(true)} {...lastingOnly()}>
        {t("reseal")}
      </Button>
      <Show when={asking()}>
        <ConfirmAction
          onClose={close}
          title={t("resealTitle", { seq: count(props.seq) })}
          text={t("resealText", { seq: count(props.seq) })}
          action={t("resealAction")}
          danger
          reason="required"
          reasonHint={t("resealReason")}
          stepUp
          onConfirm={seal}
        />
      </Show>
    </>
  );
}
