import { createMemo, For } from "solid-js";
import { t } from "../i18n/chat-tool.ts";
import { parseDiff, type DiffLine } from "./diff.ts";

const marks = { same: " ", added: "+", removed: "−", hunk: " " };

/** A unified diff of one file with line numbers; changed words are stronger than changed lines. */
export function DiffView(props: { path: string; diff: string }) {
  const lines = createMemo(() => parseDiff(props.diff));
  const created = () => lines().every((line) => line.before === null);
  return (
    <div
      class="chat-diff"
      classList={{ created: created() }}
      role="region"
      tabindex="0"
      aria-label={t("diff", { path: props.path })}
    >
      <For each={lines()}>{(line) => <Row line={line} />}</For>
    </div>
  );
}

function Row(props: { line: DiffLine }) {
  const spoken = () =>
    props.line.kind === "added"
      ? t("lineAdded")
      : props.line.kind === "removed"
        ? t("lineRemoved")
        : null;
  return (
    <div class={`chat-diff-row ${props.line.kind}`}>
      <span class="number" aria-hidden="true">
        {props.line.before ?? ""}
      </span>
      <span class="number" aria-hidden="true">
        {props.line.after ?? ""}
      </span>
      <span class="mark" aria-hidden="true">
        {marks[props.line.kind]}
      </span>
      <code>
        {spoken() === null ? null : <span class="sr-only">{spoken()}: </span>}
        <For each={props.line.parts}>
          {(part) => (part.changed ? <mark>{part.text}</mark> : part.text)}
        </For>
      </code>
    </div>
  );
}

/** `+3 −1`. */
export function DiffCount(props: { added: number; removed: number }) {
  return (
    <span class="flex gap-1.5 font-mono text-xs tabular-nums">
      <span class="text-good">+{props.added}</span>
      <span class="text-bad">−{props.removed}</span>
    </span>
  );
}
