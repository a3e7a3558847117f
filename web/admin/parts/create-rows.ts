import { createEffect, onCleanup, untrack } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { whenIdle } from "../../app/idle.ts";

/** In px: what stands above a table at least. */
const above = 230;

/**
 * The rows of a table, each the same object as long as its id is there, so that what somebody opened in
 * it stays. Of a first answer those in sight are drawn before the others. Nothing changes while `held`.
 */
export function createRows<Row extends { readonly id: string }>(
  rows: () => readonly Row[] | undefined,
  held: () => boolean,
  /** In px. */
  rowHeight: () => number,
): { readonly rows: readonly Row[] } {
  const [store, setStore] = createStore<{ rows: Row[] }>({ rows: [] });
  createEffect(() => {
    const now = rows();
    if (now === undefined || held()) return;
    const draw = (some: readonly Row[]) => setStore("rows", reconcile([...some], { key: "id" }));
    const first = untrack(() => Math.max(1, Math.ceil((window.innerHeight - above) / rowHeight())));
    if (untrack(() => store.rows.length) > 0 || now.length <= first) return draw(now);
    draw(now.slice(0, first));
    onCleanup(whenIdle(() => draw(now)));
  });
  return store;
}
