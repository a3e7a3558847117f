import { createUniqueId, type JSX, splitProps } from "solid-js";
import { FieldNote } from "./FieldNote.tsx";

export interface TextAreaProps extends Omit<
  JSX.TextareaHTMLAttributes<HTMLTextAreaElement>,
  "onInput" | "value"
> {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** Several lines of text. */
export function TextArea(props: TextAreaProps) {
  const [own, rest] = splitProps(props, ["label", "value", "onInput", "hint", "error", "class"]);
  const id = createUniqueId();
  const note = () => own.error ?? own.hint;
  return (
    <div class={`flex flex-col gap-1 ${own.class ?? ""}`}>
      <label for={id} class="text-sm font-medium">
        {own.label}
      </label>
      <textarea
        id={id}
        rows={3}
        class="w-full rounded-md border border-edge bg-raised px-2.5 py-1.5 text-ink aria-invalid:border-bad"
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
