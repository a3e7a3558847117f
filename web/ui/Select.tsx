import { createUniqueId, For } from "solid-js";

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
  hint?: string | undefined;
  hideLabel?: boolean;
  disabled?: boolean;
  class?: string;
}

/** The platform's own list: it is right on phones and for screen readers. */
export function Select<V extends string>(props: SelectProps<V>) {
  const id = createUniqueId();
  return (
    <div class={`flex flex-col gap-1 ${props.class ?? ""}`}>
      <label for={id} class={props.hideLabel === true ? "sr-only" : "text-sm font-medium"}>
        {props.label}
      </label>
      <select
        id={id}
        disabled={props.disabled}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        class="h-9 w-full pointer-coarse:h-11 rounded-md border border-edge bg-raised px-2 text-ink disabled:opacity-60"
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      >
        <For each={props.options}>
          {(option) => (
            <option
              value={option.value}
              disabled={option.disabled === true}
              selected={option.value === props.value}
            >
              {option.label}
            </option>
          )}
        </For>
      </select>
      {props.hint === undefined ? null : (
        <p id={`${id}-hint`} class="text-sm text-quiet">
          {props.hint}
        </p>
      )}
    </div>
  );
}
