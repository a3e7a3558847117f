import type { JSX } from "solid-js";

/** The frame of everything that waits for a person: in the flow, never above it. */
export function ApprovalCard(props: {
  id: string;
  title: string;
  children: JSX.Element;
  class?: string;
}) {
  return (
    <section
      data-approval={props.id}
      tabindex="-1"
      aria-labelledby={`approval-${props.id}`}
      class={`rounded-lg border border-warn/60 bg-raised shadow-sm ${props.class ?? ""}`}
    >
      <h3
        id={`approval-${props.id}`}
        class="rounded-t-lg border-b border-line bg-warn-soft px-3 py-2 text-sm font-semibold text-warn"
      >
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}
