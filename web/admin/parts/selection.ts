import { type Accessor, createSignal } from "solid-js";

/** Rows ticked for an action on several at once. What is no longer listed is no longer ticked. */
export interface Selection {
  readonly ids: Accessor<readonly string[]>;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string, on: boolean) => void;
  readonly set: (ids: readonly string[]) => void;
}

export function createSelection(listed: Accessor<readonly { readonly id: string }[]>): Selection {
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  const ids = () =>
    listed()
      .map((row) => row.id)
      .filter((id) => ticked().has(id));
  return {
    ids,
    has: (id) => ticked().has(id),
    toggle: (id, on) => setTicked(new Set(on ? [...ids(), id] : ids().filter((one) => one !== id))),
    set: (wanted) => setTicked(new Set(wanted)),
  };
}
