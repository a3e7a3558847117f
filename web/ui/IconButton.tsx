import { type JSX, splitProps } from "solid-js";
import { Tooltip } from "./Tooltip.tsx";

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** The name for screen readers and the tooltip. */
  label: string;
  size?: "small" | "normal" | "thumb";
}

const sizes = {
  small: "size-6 pointer-coarse:size-10",
  normal: "size-8 pointer-coarse:size-11",
  thumb: "size-11",
};

/** A button that is only an icon; its label is shown on hover and focus. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["label", "size", "class", "children", "type"]);
  return (
    <Tooltip text={own.label}>
      <button
        type={own.type ?? "button"}
        aria-label={own.label}
        class={`inline-flex shrink-0 items-center justify-center rounded-md text-quiet transition hover:bg-sunken hover:text-ink disabled:opacity-50 ${sizes[own.size ?? "normal"]} ${own.class ?? ""}`}
        {...rest}
      >
        {own.children}
      </button>
    </Tooltip>
  );
}
