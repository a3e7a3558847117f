import { describe, expect, test } from "vitest";
import {
  hasEdits,
  indicatorOf,
  isBehind,
  type SaveEvent,
  savedAt,
  saveReducer,
  type SaveState,
} from "./save-state.ts";

const after = (...events: SaveEvent[]): SaveState => events.reduce(saveReducer, savedAt(3));

const edit = { type: "edit" } as const;
const save = { type: "save" } as const;
const done = { type: "done", version: 4 } as const;

describe("saving", () => {
  test("an edit waits, a save takes it, and the answer makes it saved at the new version", () => {
    expect(after(edit).phase).toBe("dirty");
    expect(after(edit, save).phase).toBe("saving");
    expect(after(edit, save, done)).toEqual(savedAt(4));
  });

  test("what was typed while saving is still unsaved afterwards, on the new version", () => {
    expect(after(edit, save, edit, done)).toMatchObject({ phase: "dirty", version: 4 });
  });

  test("nothing to save is not saved", () => {
    expect(after(save)).toEqual(savedAt(3));
    expect(after(edit, save, save).phase).toBe("saving");
  });

  test("a failed save keeps the edits, and the next edit or command tries again", () => {
    const failed = after(edit, save, { type: "fail" });
    expect(failed.phase).toBe("failed");
    expect(hasEdits(failed)).toBe(true);
    expect(saveReducer(failed, save).phase).toBe("saving");
    expect(saveReducer(failed, edit).phase).toBe("dirty");
  });
});

describe("somebody else writes", () => {
  test("a clean buffer is behind and loads again", () => {
    const state = after({ type: "external", version: 5 });
    expect(isBehind(state)).toBe(true);
    expect(saveReducer(state, { type: "loaded", version: 5 })).toEqual(savedAt(5));
  });

  test("an edited buffer is in conflict and stays so while typing goes on", () => {
    expect(after(edit, { type: "external", version: 5 }, edit).phase).toBe("conflict");
  });

  test("the first edit on a buffer that is behind is a conflict at once", () => {
    expect(after({ type: "external", version: 5 }, edit).phase).toBe("conflict");
  });

  test("the echo of one's own save is not somebody else's change", () => {
    expect(after(edit, save, done, { type: "external", version: 4 })).toEqual(savedAt(4));
    expect(after(edit, save, { type: "external", version: 4 }, done)).toEqual(savedAt(4));
  });

  test("a late echo of one's own save does not stop the typing that followed", () => {
    expect(after(edit, save, done, edit, { type: "external", version: 4 }).phase).toBe("dirty");
  });

  test("a newer version that arrives while saving shows after the answer", () => {
    const external = { type: "external", version: 5 } as const;
    expect(isBehind(after(edit, save, external, done))).toBe(true);
    expect(after(edit, save, external, edit, done).phase).toBe("conflict");
  });

  test("a stale save is a conflict, never a lost update", () => {
    expect(after(edit, save, { type: "stale", version: 9 })).toMatchObject({
      phase: "conflict",
      newest: 9,
    });
  });

  test("a decision makes the buffer replace exactly the version that was seen", () => {
    const conflict = after(edit, { type: "external", version: 5 });
    expect(saveReducer(conflict, { type: "decided", version: 5 })).toEqual({
      phase: "dirty",
      version: 5,
      newest: 5,
    });
  });

  test("a restored draft waits to be saved, or is in conflict where the file moved on", () => {
    expect(after({ type: "restored", base: 3 }).phase).toBe("dirty");
    expect(after({ type: "restored", base: 2 }).phase).toBe("conflict");
  });

  test("a deletion keeps the edits, and a file that comes back is compared again", () => {
    expect(hasEdits(after(edit, { type: "deleted" }))).toBe(true);
    expect(hasEdits(after({ type: "deleted" }))).toBe(false);
    expect(isBehind(after({ type: "deleted" }, { type: "external", version: 6 }))).toBe(true);
    expect(after(edit, { type: "deleted" }, { type: "external", version: 6 }).phase).toBe(
      "conflict",
    );
  });
});

test("the indicator: saved, saving, failed", () => {
  expect(indicatorOf(savedAt(1))).toBe("saved");
  expect(indicatorOf(after(edit))).toBe("saving");
  expect(indicatorOf(after(edit, save))).toBe("saving");
  expect(indicatorOf(after(edit, save, { type: "fail" }))).toBe("failed");
  expect(indicatorOf(after(edit, { type: "external", version: 5 }))).toBe("failed");
});
