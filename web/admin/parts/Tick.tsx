import { createEffect } from "solid-js";

/** A box of a table's own column; its label is for those who do not see the row. */
export function Tick(props: {
  label: string;
  checked: boolean;
  /** Some of many are ticked. */
  some?: boolean;
  onChange: (on: boolean) => void;
}) {
  let box: HTMLInputElement | undefined;
  createEffect(() => {
    if (box) box.indeterminate = props.some === true;
  });
  return (
    <input
      ref={(element) => (box = element)}
      type="checkbox"
      class="block size-4 accent-accent pointer-coarse:size-6"
      aria-label={props.label}
      checked={props.checked}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
