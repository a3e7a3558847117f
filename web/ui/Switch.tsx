/** On or off, in force at once. */
export function Switch(props: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  title?: string;
  onChange: (checked: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={props.checked}
      aria-label={props.label}
      disabled={props.disabled}
      title={props.title}
      class="inline-flex h-5 w-9 shrink-0 items-center rounded-full border px-0.5 transition disabled:opacity-50 pointer-coarse:h-7 pointer-coarse:w-12"
      classList={{
        "justify-end border-accent bg-accent": props.checked,
        "justify-start border-edge bg-sunken": !props.checked,
      }}
      onClick={() => props.onChange(!props.checked)}
    >
      <span
        aria-hidden="true"
        class="size-3.5 rounded-full pointer-coarse:size-5"
        classList={{ "bg-on-accent": props.checked, "bg-quiet": !props.checked }}
      />
    </button>
  );
}
