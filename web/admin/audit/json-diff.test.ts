import { describe, expect, test } from "vitest";
import { diffFields } from "./json-diff.ts";

const kinds = (before: object | null, after: object | null) =>
  diffFields(before as never, after as never).map(({ path, kind }) => `${kind} ${path}`);

describe("what a change did", () => {
  test("is said field by field, what differs first", () => {
    expect(kinds({ a: 1, b: 2, c: 3 }, { a: 1, b: 5, d: 4 })).toEqual([
      "changed b",
      "removed c",
      "added d",
      "same a",
    ]);
  });

  test("reaches into objects; lists stay whole", () => {
    const before = { limits: { bytes: 1, calls: 2 }, tags: ["x"] };
    const after = { limits: { bytes: 1, calls: 3 }, tags: ["x", "y"] };
    expect(kinds(before, after)).toEqual([
      "changed limits.calls",
      "changed tags",
      "same limits.bytes",
    ]);
  });

  test("shows text as it stands, other values as JSON, null as null", () => {
    const [field] = diffFields({ a: "<b>x</b>" }, { a: null });
    expect(field).toMatchObject({ before: "<b>x</b>", after: "null" });
  });

  test("is all of a thing that was made or is gone", () => {
    expect(kinds(null, { a: 1 })).toEqual(["added a"]);
    expect(kinds({ a: 1 }, null)).toEqual(["removed a"]);
    expect(kinds(null, null)).toEqual([]);
  });
});
