import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import Radio from "lucide-solid/icons/radio";
import { Show } from "solid-js";
import { t } from "../../i18n/admin-logs.ts";
import type { LiveTail } from "./create-live-tail.ts";

const pill =
  "inline-flex h-9 shrink-0 items-center gap-1.5 rounded-full border px-3 whitespace-nowrap pointer-coarse:h-11";

/** Shows what is written while one watches; while it does, a button beside it pauses and goes on. */
export function LiveButton<Row>(props: {
  on: boolean;
  tail: LiveTail<Row>;
  onChange: (on: boolean) => void;
}) {
  const text = () => {
    if (!props.on) return t("live");
    return props.tail.paused() ? t("livePaused", { count: props.tail.waiting() }) : t("liveOn");
  };
  const press = () => {
    if (props.tail.paused()) props.tail.resume();
    else props.tail.hold("asked", true);
  };
  return (
    <>
      <button
        type="button"
        aria-pressed={props.on}
        class={pill}
        classList={{
          "border-accent bg-accent-soft font-medium text-accent": props.on,
          "border-edge bg-raised hover:bg-sunken": !props.on,
        }}
        onClick={() => props.onChange(!props.on)}
      >
        <Radio size={14} aria-hidden="true" />
        {text()}
      </button>
      <Show when={props.on}>
        <button
          type="button"
          class={`${pill} border-edge bg-raised hover:bg-sunken`}
          onClick={press}
        >
          <Show
            when={props.tail.paused()}
            fallback={
              <>
                <Pause size={14} aria-hidden="true" />
                {t("pause")}
              </>
            }
          >
            <Play size={14} aria-hidden="true" />
            {t("resume")}
          </Show>
        </button>
      </Show>
    </>
  );
}
