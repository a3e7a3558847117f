import { createUniqueId, Show } from "solid-js";

/** The platform's own box, with its label beside it and a hint below. */
export function Checkbox(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string | undefined;
  disabled?: boolean;
}) {
  const id = createUniqueId();
  return (
    <div class="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        class="mt-0.75 size-4 shrink-0 accent-accent pointer-coarse:size-5"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>{props.label}</label>
        <Show when={props.hint}>
          {(hint) => (
            <p id={`${id}-hint`} class="text-sm text-quiet">
              {hint()}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
}
