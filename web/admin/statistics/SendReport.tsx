import Send from "lucide-solid/icons/send";
import { createSignal, Show } from "solid-js";
import { sendReportNow } from "#contract/admin-report";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-report.ts";
import { Button } from "../../ui/Button.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { dayLabel } from "./points.ts";
import { addDays } from "./query.ts";

/** Mails the report that is shown, once somebody says so: others read it. */
export function SendReport(props: { week: string; onSent: () => void }) {
  const [asking, setAsking] = createSignal(false);
  const send = async () => {
    const { recipient_count: count } = await call(sendReportNow, { json: { week: props.week } });
    toast({ tone: "good", text: t("sentTo", { count }) });
    props.onSent();
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Send size={15} aria-hidden="true" />
        {t("sendNow")}
      </Button>
      <Show when={asking()}>
        <ConfirmAction
          onClose={() => setAsking(false)}
          title={t("sendTitle")}
          text={t("sendText", {
            from: dayLabel(props.week),
            to: dayLabel(addDays(props.week, 6)),
          })}
          action={t("send")}
          onConfirm={send}
        />
      </Show>
    </>
  );
}
