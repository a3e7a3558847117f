import { Show } from "solid-js";
import type { ContextMeter as Meter } from "#contract/frames";
import { t } from "../i18n/chat.ts";
import { count } from "../i18n/format.ts";
import { Tooltip } from "../ui/Tooltip.tsx";

const round = 2 * Math.PI * 6;

/** How full the model's context is. */
export function ContextMeter(props: { context: Meter }) {
  const share = () =>
    Math.min(1, props.context.used_tokens / Math.max(1, props.context.max_tokens));
  const percent = () => Math.round(share() * 100);
  const tokens = () =>
    t("contextTokens", {
      used: count(props.context.used_tokens),
      max: count(props.context.max_tokens),
    });
  const words = () => (share() > 0.85 ? `${tokens()} — ${t("contextNearlyFull")}` : tokens());
  return (
    <Show when={props.context.max_tokens > 0}>
      <Tooltip text={words()}>
        <span
          role="meter"
          tabindex="0"
          aria-label={t("context")}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow={percent()}
          aria-valuetext={words()}
          class="inline-flex h-7 shrink-0 items-center gap-1 rounded-sm px-1 text-xs text-quiet tabular-nums"
          classList={{ "text-warn": share() > 0.7, "text-bad": share() > 0.85 }}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="var(--line)" stroke-width="2.5" />
            <circle
              cx="8"
              cy="8"
              r="6"
              fill="none"
              stroke="currentColor"
              stroke-width="2.5"
              stroke-dasharray={`${share() * round} ${round}`}
              transform="rotate(-90 8 8)"
            />
          </svg>
          {percent()}%
        </span>
      </Tooltip>
    </Show>
  );
}
