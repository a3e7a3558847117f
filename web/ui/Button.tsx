import { type JSX, splitProps } from "solid-js";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

const looks: Record<ButtonKind, string> = {
  primary: "bg-accent text-on-accent hover:brightness-95",
  plain: "border border-line bg-raised text-ink hover:bg-sunken dark:border-edge/50",
  quiet: "text-ink hover:bg-sunken",
  danger: "bg-bad text-on-bad hover:brightness-95",
};

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  size?: "small" | "normal" | "thumb";
  /** Keeps its width and says so to screen readers while something runs. */
  busy?: boolean;
}

const sizes = {
  small: "h-7 px-2 text-sm pointer-coarse:h-10 pointer-coarse:px-3",
  normal: "h-8 px-3 pointer-coarse:h-11",
  thumb: "h-11 px-4",
};

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ["kind", "size", "busy", "class", "disabled", "type"]);
  return (
    <button
      type={own.type ?? "button"}
      disabled={own.disabled === true || own.busy === true}
      aria-busy={own.busy === true}
      class={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition disabled:cursor-not-allowed disabled:opacity-55 ${looks[own.kind ?? "plain"]} ${sizes[own.size ?? "normal"]} ${own.class ?? ""}`}
      {...rest}
    />
  );
}
