import { expect, test } from "vitest";
import { parseDiff } from "./diff.ts";

const diff = `--- a/src/a.ts
+++ b/src/a.ts
@@ -10,4 +10,5 @@ function total
 const a = 1;
-const sum = items.length;
+const sum = items.size;
+const extra = true;
 return sum;
\\ No newline at end of file
@@ -40 +41 @@
-old
+new
`;

test("lines carry the numbers of the file before and after", () => {
  const lines = parseDiff(diff);
  expect(lines.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ["hunk", null, null],
    ["same", 10, 10],
    ["removed", 11, null],
    ["added", null, 11],
    ["added", null, 12],
    ["same", 12, 13],
    ["hunk", null, null],
    ["removed", 40, null],
    ["added", null, 41],
  ]);
});

test("a replaced line marks whole words that changed, not letters", () => {
  const [, , removed, added] = parseDiff(diff);
  expect(removed?.parts.filter((part) => part.changed)).toEqual([
    { text: "length", changed: true },
  ]);
  expect(added?.parts.filter((part) => part.changed)).toEqual([{ text: "size", changed: true }]);
});

test("lines that share next to nothing are not marked word by word", () => {
  const last = parseDiff(diff).at(-1);
  expect(last?.parts).toEqual([{ text: "new", changed: false }]);
});

test("the text of the lines is complete", () => {
  const added = parseDiff(diff).filter((line) => line.kind === "added");
  expect(added.map((line) => line.parts.map((part) => part.text).join(""))).toEqual([
    "const sum = items.size;",
    "const extra = true;",
    "new",
  ]);
});

test("removed lines that begin with dashes are lines, not headers", () => {
  expect(parseDiff("@@ -1 +1 @@\n--- a\n+++ b")).toMatchObject([
    { kind: "hunk" },
    { kind: "removed" },
    { kind: "added" },
  ]);
});
