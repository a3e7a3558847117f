import type { JSX } from "solid-js";

/** A part of the details of a record, under its heading. */
export function LogBlock(props: { title: string; children: JSX.Element }) {
  return (
    <section class="flex flex-col gap-2">
      <h3 class="text-sm font-semibold">{props.title}</h3>
      {props.children}
    </section>
  );
}

/** JSON as text: what stands in a log is never markup. */
export function JsonText(props: { value: unknown; label: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={props.label}
      class="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
    >
      {JSON.stringify(props.value, null, 2)}
    </pre>
  );
}
