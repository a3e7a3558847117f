import { expect, test } from "vitest";
import { type Draft, type DraftStore, dropDrafts, keyOf, listDrafts } from "./drafts.ts";

const now = 1_700_000_000_000;
const hour = 3_600_000;

const storeOf = (...drafts: Partial<Draft>[]): DraftStore => {
  const rows = new Map<string, Draft>();
  const put = async (draft: Draft) => void rows.set(JSON.stringify(keyOf(draft)), draft);
  for (const draft of drafts) {
    void put({ user: "u", project: "p", path: "a.ts", base: 1, text: "", at: now, ...draft });
  }
  return {
    all: async () => [...rows.values()],
    put,
    delete: async (key) => void rows.delete(JSON.stringify(key)),
    clear: async () => rows.clear(),
  };
};

test("another person's drafts on the same computer are not offered", async () => {
  const store = storeOf({ user: "other" }, { project: "other" }, { text: "mine" });
  expect((await listDrafts(store, "u", "p", now)).map((draft) => draft.text)).toEqual(["mine"]);
});

test("of several versions of a file the newest draft is offered", async () => {
  const store = storeOf(
    { base: 1, text: "old", at: now - hour },
    { base: 2, text: "new", at: now - 1 },
  );
  expect((await listDrafts(store, "u", "p", now)).map((draft) => draft.text)).toEqual(["new"]);
});

test("after a day a draft is gone, whoever's it is", async () => {
  const store = storeOf({ at: now - 25 * hour }, { user: "other", at: now - 25 * hour });
  expect(await listDrafts(store, "u", "p", now)).toEqual([]);
  expect(await store.all()).toEqual([]);
});

test("a saved file's drafts of every version are dropped, others stay", async () => {
  const store = storeOf({ base: 1 }, { base: 2 }, { path: "b.ts" }, { user: "other" });
  await dropDrafts(store, "u", "p", "a.ts");
  expect((await store.all()).map((draft) => `${draft.user}/${draft.path}`)).toEqual([
    "u/b.ts",
    "other/a.ts",
  ]);
});
