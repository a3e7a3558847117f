import { type Accessor, createSignal } from "solid-js";

/** Rows ticked for an action on several at once, on whatever page they were ticked. */
export interface Selection {
  readonly ids: Accessor<readonly string[]>;
  /** Those of them that are listed now. */
  readonly here: Accessor<readonly string[]>;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string, on: boolean) => void;
  /** Ticks all that is listed, or nothing of it. */
  readonly toggleHere: (on: boolean) => void;
  readonly clear: () => void;
}

/** `rows`: as they were when they were ticked. */
export function createSelection<Row extends { readonly id: string }>(
  listed: Accessor<readonly Row[]>,
): Selection & { readonly rows: Accessor<readonly Row[]> } {
  const [ticked, setTicked] = createSignal<ReadonlyMap<string, Row>>(new Map());
  const put = (rows: readonly Row[], on: boolean) =>
    setTicked((before) => {
      const next = new Map(before);
      for (const row of rows) {
        if (on) next.set(row.id, row);
        else next.delete(row.id);
      }
      return next;
    });
  return {
    ids: () => [...ticked().keys()],
    rows: () => [...ticked().values()],
    here: () =>
      listed()
        .map((row) => row.id)
        .filter((id) => ticked().has(id)),
    has: (id) => ticked().has(id),
    toggle: (id, on) =>
      put(
        listed().filter((row) => row.id === id),
        on,
      ),
    toggleHere: (on) => put(listed(), on),
    clear: () => setTicked(new Map<string, Row>()),
  };
}

/** How many are ticked that the page does not show. */
export const elsewhere = (selection: Selection): number =>
  selection.ids().length - selection.here().length;
