import { createRoot, createSignal } from "solid-js";
import { expect, test, vi } from "vitest";
import { createList, keepWithinPages } from "./create-list.ts";

/** A list of three pages, each answered when the test says so. */
function open(first: number) {
  const [page, setPage] = createSignal(first);
  const waiting: (() => void)[] = [];
  const load = (asked: { page: number }) =>
    new Promise<{ page: number; total_pages: number; items: string[] }>((done) => {
      const items = asked.page > 3 ? [] : [`row of ${asked.page}`];
      waiting.push(() => done({ page: asked.page, total_pages: 3, items }));
    });
  const [list, dispose] = createRoot((end) => {
    const made = createList(() => ({ page: page() }), load);
    keepWithinPages(made, setPage);
    return [made, end];
  });
  const answer = async () => {
    await vi.waitFor(() => expect(waiting).not.toEqual([]));
    waiting.shift()?.();
    await Promise.resolve();
  };
  return { list, page, setPage, answer, dispose };
}

test("a page past the last one shows nothing of itself, and gives way to the last", async () => {
  const { list, page, answer, dispose } = open(900);
  await answer();
  await vi.waitFor(() => expect(page()).toBe(3));
  expect([list.value(), list.loading()]).toEqual([undefined, true]);
  await answer();
  await vi.waitFor(() => expect(list.value()?.items).toEqual(["row of 3"]));
  expect(list.loading()).toBe(false);
  dispose();
});

test("what was shown before stays until the last page is there", async () => {
  const { list, setPage, answer, dispose } = open(1);
  await answer();
  await vi.waitFor(() => expect(list.value()?.page).toBe(1));
  setPage(4);
  await answer();
  await vi.waitFor(() => expect(list.last()).toBe(3));
  expect([list.value()?.page, list.loading()]).toEqual([1, true]);
  await answer();
  await vi.waitFor(() => expect(list.value()?.page).toBe(3));
  dispose();
});
