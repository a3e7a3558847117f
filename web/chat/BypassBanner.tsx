import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, onCleanup, Show } from "solid-js";
import { updateSession } from "#contract/session";
import { minute } from "../app/durations.ts";
import { call } from "../client/call.ts";
import { toApiError } from "../client/error.ts";
import { t } from "../i18n/bypass.ts";
import { clock } from "../i18n/format.ts";
import { Button } from "../ui/Button.tsx";
import { toast } from "../ui/toast.ts";
import type { Chat } from "./chat.ts";

/** T-06: while nothing is asked, the session says so in red, and until when. */
export function BypassBanner(props: { chat: Chat }) {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 15_000);
  onCleanup(() => clearInterval(timer));
  const until = () => {
    const at = props.chat.state().settings.bypass_until;
    return at !== null && at > now() ? at : null;
  };
  const end = async () => {
    try {
      await call(updateSession, { param: { id: props.chat.sessionId }, json: { mode: "default" } });
    } catch (cause) {
      toast({ tone: "bad", text: toApiError(cause).message });
    }
  };
  return (
    <Show when={until()}>
      {(at) => (
        <div
          role="status"
          data-bypass
          class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-bad/50 bg-bad-soft px-3 py-1.5 text-sm text-bad"
        >
          <TriangleAlert size={15} class="shrink-0" aria-hidden="true" />
          <p class="min-w-0 flex-1 basis-60">
            {t("on", {
              time: clock(at()),
              minutes: Math.max(1, Math.round((at() - now()) / minute)),
            })}
          </p>
          <Button size="small" onClick={() => void end()}>
            {t("end")}
          </Button>
        </div>
      )}
    </Show>
  );
}
