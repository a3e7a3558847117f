import { createUniqueId, type JSX, onMount, splitProps } from "solid-js";
import { FieldNote } from "./FieldNote.tsx";

export interface TextFieldProps extends Omit<
  JSX.InputHTMLAttributes<HTMLInputElement>,
  "onInput" | "value"
> {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
  /** The label is read, not shown. */
  hideLabel?: boolean;
}

export const fieldClass =
  "h-9 w-full pointer-coarse:h-11 rounded-md border border-edge bg-raised px-2.5 text-ink disabled:opacity-60 aria-invalid:border-bad";

export function TextField(props: TextFieldProps) {
  const [own, rest] = splitProps(props, [
    "label",
    "value",
    "onInput",
    "hint",
    "error",
    "hideLabel",
    "class",
  ]);
  const id = createUniqueId();
  const note = () => own.error ?? own.hint;
  let field: HTMLInputElement | undefined;
  // The browser heeds `autofocus` only where nothing has the focus yet.
  onMount(() => rest.autofocus === true && field?.focus());
  return (
    <div class={`flex flex-col gap-1 ${own.class ?? ""}`}>
      <label for={id} class={own.hideLabel === true ? "sr-only" : "text-sm font-medium"}>
        {own.label}
      </label>
      <input
        ref={(element) => (field = element)}
        id={id}
        class={fieldClass}
        value={own.value}
        onInput={(event) => own.onInput(event.currentTarget.value)}
        aria-invalid={own.error !== undefined}
        aria-describedby={note() === undefined ? undefined : `${id}-note`}
        {...rest}
      />
      <FieldNote id={`${id}-note`} hint={own.hint} error={own.error} />
    </div>
  );
}
