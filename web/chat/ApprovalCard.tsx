import { type JSX, onCleanup, onMount } from "solid-js";
import { focusComposer, isComposerIdle } from "./composer-focus.ts";

/** The frame of everything that waits for a person: in the flow, never above it. */
export function ApprovalCard(props: { id: string; title: string; children: JSX.Element }) {
  const mounted = (card: HTMLElement) =>
    onMount(() => {
      // Who has just sent a message and waits can answer by key at once; who types is left alone.
      if (isComposerIdle()) card.focus({ preventScroll: true });
    });
  onCleanup(() =>
    queueMicrotask(() => {
      if (document.activeElement !== document.body) return;
      const next = document.querySelector<HTMLElement>("[data-approval]");
      if (next) next.focus({ preventScroll: true });
      else focusComposer();
    }),
  );
  return (
    <section
      ref={mounted}
      data-approval={props.id}
      tabindex="-1"
      aria-labelledby={`approval-${props.id}`}
      class="overflow-hidden rounded-lg border border-warn/60 bg-raised"
    >
      <h3
        id={`approval-${props.id}`}
        class="border-b border-line bg-warn-soft px-3 py-1.5 text-sm font-semibold text-warn"
      >
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
