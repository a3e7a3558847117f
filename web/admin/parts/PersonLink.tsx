import { Show } from "solid-js";
import { isAlone } from "../../app/session.ts";

/** A name that leads to its person, on a site that has a page of people. */
export function PersonLink(props: { id: string; name: string; class?: string }) {
  return (
    <Show when={!isAlone()} fallback={props.name}>
      <a class={props.class ?? "text-accent hover:underline"} href={`/admin/users/${props.id}`}>
        {props.name}
      </a>
    </Show>
  );
}
