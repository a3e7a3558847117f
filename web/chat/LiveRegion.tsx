import { createEffect, createSignal, onCleanup, untrack } from "solid-js";
import { isActive, type Item } from "#contract/chat";
import { nextSentences } from "./announce.ts";
import type { Chat } from "./chat.ts";

/** Says streamed text to screen readers, sentence by sentence, at most once a second. */
export function LiveRegion(props: { chat: Chat }) {
  const [spoken, setSpoken] = createSignal("");
  let said = new Map<string, number>();

  const speak = () => {
    const last = props.chat.state().items.findLast((item) => item.kind === "assistant");
    if (!last) return;
    const text = textOf(last);
    const from = said.get(last.id) ?? 0;
    const next = nextSentences(text, from, last.kind === "assistant" && last.stop_reason !== null);
    said = new Map([[last.id, next.end]]);
    if (next.spoken !== "") setSpoken(next.spoken);
  };
  createEffect(() => {
    if (!isActive(props.chat.state().run.state)) return;
    const timer = setInterval(() => untrack(speak), 1000);
    onCleanup(() => {
      clearInterval(timer);
      untrack(speak);
    });
  });
  return (
    <div class="sr-only" aria-live="polite">
      {spoken()}
    </div>
  );
}

const textOf = (item: Item): string =>
  item.kind === "assistant"
    ? item.blocks.map((block) => (block.type === "text" ? block.text : "")).join("\n\n")
    : "";
