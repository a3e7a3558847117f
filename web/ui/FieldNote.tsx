import { Show } from "solid-js";

/** What stands below a field: what is wrong with it, else what it is for. */
export function FieldNote(props: {
  id: string;
  hint?: string | undefined;
  error?: string | undefined;
}) {
  return (
    <Show when={props.error ?? props.hint}>
      {(text) => (
        <p
          id={props.id}
          class="text-sm"
          classList={{
            "text-bad": props.error !== undefined,
            "text-quiet": props.error === undefined,
          }}
        >
          {text()}
        </p>
      )}
    </Show>
  );
}
