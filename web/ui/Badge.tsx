import type { JSX } from "solid-js";

export type Tone = "quiet" | "accent" | "info" | "good" | "warn" | "bad";

const looks: Record<Tone, string> = {
  quiet: "bg-sunken text-quiet",
  accent: "bg-accent-soft text-accent",
  info: "bg-info-soft text-info",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

export function Badge(props: { tone?: Tone; title?: string; children: JSX.Element }) {
  return (
    <span
      title={props.title}
      class={`inline-flex items-center gap-1 rounded-sm px-1.5 text-xs leading-5 font-medium whitespace-nowrap ${looks[props.tone ?? "quiet"]}`}
    >
      {props.children}
    </span>
  );
}
