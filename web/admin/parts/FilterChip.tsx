import Check from "lucide-solid/icons/check";
import { Show } from "solid-js";

/** A filter that is on or off. */
export function FilterChip(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      class="inline-flex h-9 shrink-0 items-center gap-1 rounded-full border px-3 whitespace-nowrap pointer-coarse:h-11"
      classList={{
        "border-accent bg-accent-soft font-medium text-accent": props.on,
        "border-edge bg-raised hover:bg-sunken": !props.on,
      }}
      onClick={() => props.onChange(!props.on)}
    >
      <Show when={props.on}>
        <Check size={14} aria-hidden="true" />
      </Show>
      {props.label}
    </button>
  );
}
