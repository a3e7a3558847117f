import { describe, expect, test } from "vitest";
import type { ChangeInfo } from "#contract/file";
import { countVerbs, groupChanges, joinNewest } from "./change-groups.ts";

let seq = 1000;
const minute = 60_000;

/** A change some minutes ago; of the agent when it has a turn. */
const change = (path: string, ago: number, over: Partial<ChangeInfo> = {}): ChangeInfo => ({
  seq: seq--,
  at: new Date(Date.parse("2026-01-01T12:00:00Z") - ago * minute).toISOString(),
  path,
  before: null,
  after: `${path}1`,
  actor: { kind: over.turn_id == null ? "user" : "agent", id: "u" },
  session_id: null,
  turn_id: null,
  ...over,
});

const shape = (changes: ChangeInfo[]) =>
  groupChanges(changes).map((group) => [group.kind, group.files.map((file) => file.path)]);

describe("changes stand together", () => {
  test("when they are of one turn, whatever came in between", () => {
    const turn_id = "t1";
    expect(
      shape([change("a", 0, { turn_id }), change("mine", 1), change("b", 2, { turn_id })]),
    ).toEqual([
      ["agent", ["a", "b"]],
      ["user", ["mine"]],
    ]);
  });

  test("when they are of one import", () => {
    const actor = { kind: "import", id: "u" } as const;
    expect(
      shape([change("c", 0, { actor }), change("b", 0, { actor }), change("a", 30, { actor })]),
    ).toEqual([
      ["import", ["c", "b"]],
      ["import", ["a"]],
    ]);
  });

  test("while one person edits on", () => {
    expect(shape([change("c", 0), change("b", 9), change("a", 18), change("old", 60)])).toEqual([
      ["user", ["c", "b", "a"]],
      ["user", ["old"]],
    ]);
  });

  test("but not what different people did", () => {
    const other = { kind: "user", id: "other" } as const;
    expect(shape([change("b", 0), change("a", 0, { actor: other })])).toHaveLength(2);
  });
});

describe("a file stands once in its group", () => {
  test("from what it was before to what it was at the end", () => {
    const [group] = groupChanges([
      change("a", 0, { before: "2", after: "3" }),
      change("a", 1, { before: "1", after: "2" }),
    ]);
    expect(group?.files).toEqual([{ path: "a", before: "1", after: "3" }]);
  });

  test("and not at all when it came back to where it was", () => {
    expect(
      groupChanges([
        change("a", 0, { before: "1", after: null }),
        change("a", 1, { before: null, after: "1" }),
      ]),
    ).toEqual([]);
  });
});

test("a group says how many files were created, updated and removed", () => {
  const [group] = groupChanges([
    change("new", 0),
    change("changed", 0, { before: "1" }),
    change("gone", 0, { before: "1", after: null }),
  ]);
  expect(countVerbs(group?.files ?? [])).toEqual({ created: 1, updated: 1, removed: 1 });
});

describe("a newer page", () => {
  const at = (number: number) => change("a", 0, { seq: number });
  const seqs = (changes: readonly ChangeInfo[]) => changes.map((one) => one.seq);

  test("joins what is held where they meet", () => {
    expect(seqs(joinNewest([at(5), at(4), at(3)], [at(4), at(3), at(2)]))).toEqual([5, 4, 3, 2]);
  });

  test("replaces it where changes between them are unknown", () => {
    expect(seqs(joinNewest([at(9), at(8)], [at(2), at(1)]))).toEqual([9, 8]);
  });
});
