import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft, DraftStore } from "./drafts.ts";
import { createEditor } from "./editor-store.ts";
import type { Tree } from "./tree-store.ts";

const draft: Draft = {
  user: "u",
  project: "p",
  path: "a.txt",
  base: 3,
  text: "typed on the train",
  at: Date.now(),
};

let rows: Draft[] = [];
const drafts: DraftStore = {
  all: async () => [...rows],
  put: async (one) => void (rows = [one]),
  delete: async () => void (rows = []),
  clear: async () => void (rows = []),
};

const tree: Tree = { find: () => undefined, reveal: () => {}, onLoad: () => {} } as never;

/** How the server answers for the file, once it does. */
let answer: (response: Response) => void = () => {};
let dispose = () => {};
let editor: ReturnType<typeof createEditor>;

beforeEach(() => {
  rows = [draft];
  const reading = new Promise<Response>((resolve) => (answer = resolve));
  vi.stubGlobal("fetch", async () => (await reading).clone());
  // Saving fails: what is not dropped is still there to see.
  vi.stubGlobal("XMLHttpRequest", undefined);
  createRoot((end) => {
    dispose = end;
    editor = createEditor({ project: "p", user: "u", tree, drafts });
  });
});
afterEach(() => {
  dispose();
  vi.unstubAllGlobals();
});

test("a draft waits for its file, which a remembered tab is still loading", async () => {
  void editor.open("a.txt", { quiet: true });
  const restoring = editor.restoreDraft(draft);
  answer(new Response("as it was saved", { headers: { etag: '"3"' } }));
  await restoring;
  expect(editor.tabs.documents.get("a.txt")?.state.doc.toString()).toBe(draft.text);
  expect(rows).toMatchObject([{ text: draft.text }]);
});

test("a draft whose file cannot be opened is kept", async () => {
  const restoring = editor.restoreDraft(draft);
  answer(Response.json({ error: { code: "FILE_003" } }, { status: 404 }));
  await restoring;
  expect(rows).toEqual([draft]);
});
