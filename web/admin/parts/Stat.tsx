import { count } from "../../i18n/format.ts";

/** A figure above a list; pressed, the list shows what it counts. */
export function Stat(props: {
  label: string;
  value: number | undefined;
  /** The list shows it now. */
  on: boolean;
  tone?: "warn";
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      class="flex min-w-0 flex-col justify-between rounded-lg border px-3 py-2 text-left transition"
      classList={{
        "border-accent bg-accent-soft": props.on,
        "border-line bg-raised hover:bg-sunken": !props.on,
      }}
      onClick={() => props.onPress()}
    >
      <span class="text-xs text-quiet" classList={{ "text-accent": props.on }}>
        {props.label}
      </span>
      <span
        class="text-lg font-semibold tabular-nums"
        classList={{ "text-warn": props.tone === "warn" && (props.value ?? 0) > 0 }}
      >
        {props.value === undefined ? "–" : count(props.value)}
      </span>
    </button>
  );
}
