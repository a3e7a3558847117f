import { Show } from "solid-js";

export interface MeterProps {
  label: string;
  used: number;
  /** Null: no limit, so there is no bar. */
  limit: number | null;
  /** Both as the reader should see them. */
  text: string;
  /** From which share of the limit it warns. */
  warnAt?: number;
  /** A quieter line below: source, reset. */
  note?: string;
  noteTitle?: string;
}

/** How much of a limit is used: a bar, and always the numbers. */
export function Meter(props: MeterProps) {
  /** Where nothing is allowed and nothing used, nothing is wrong. */
  const share = () =>
    props.limit === null || props.used === 0
      ? 0
      : props.limit === 0
        ? 1
        : Math.min(1, props.used / props.limit);
  const tone = () =>
    share() >= 1 ? "bg-bad" : share() >= (props.warnAt ?? 0.8) ? "bg-warn" : "bg-accent";
  return (
    <div>
      <div class="flex flex-wrap items-baseline justify-between gap-x-4">
        <span class="font-medium">{props.label}</span>
        <span class="text-right tabular-nums">{props.text}</span>
      </div>
      <Show when={props.limit !== null}>
        <div
          role="meter"
          aria-label={props.label}
          aria-valuemin={0}
          aria-valuemax={props.limit ?? 0}
          aria-valuenow={Math.min(props.used, props.limit ?? 0)}
          aria-valuetext={props.text}
          class="mt-1 h-1.5 overflow-hidden rounded-full bg-line"
        >
          <div class={`h-full rounded-full ${tone()}`} style={{ width: `${share() * 100}%` }} />
        </div>
      </Show>
      <Show when={props.note}>
        {(note) => (
          <p class="mt-1 text-sm text-quiet first-letter:uppercase" title={props.noteTitle}>
            {note()}
          </p>
        )}
      </Show>
    </div>
  );
}
