import { expect, test } from "vitest";
import { unifiedDiff } from "./diff.ts";

test("an update is a unified diff with git's headers and counts", () => {
  expect(unifiedDiff("src/a.ts", "one\ntwo\n", "one\n2\nthree\n")).toEqual({
    diff: "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,3 @@\n one\n-two\n+2\n+three\n",
    added: 2,
    removed: 1,
  });
});

test("a new file comes from /dev/null, a removed one goes there", () => {
  expect(unifiedDiff("a", null, "x\n").diff).toContain("--- /dev/null\n+++ b/a\n");
  expect(unifiedDiff("a", "x\n", null).diff).toContain("--- a/a\n+++ /dev/null\n");
});

test("lines that look like headers are counted as lines", () => {
  expect(unifiedDiff("a", "-- x\n", "++ y\n")).toMatchObject({ added: 1, removed: 1 });
});

test("a missing newline at the end is no line of its own", () => {
  expect(unifiedDiff("a", "x", "y")).toMatchObject({ added: 1, removed: 1 });
});

test("two files with nothing in common are not compared for ever: no diff, whole counts", () => {
  const lines = (mark: string) =>
    Array.from({ length: 4000 }, (_, i) => `${mark}${i}`).join("\n") + "\n";
  const started = Date.now();
  expect(unifiedDiff("a", lines("a"), lines("b"))).toEqual({
    diff: null,
    added: 4000,
    removed: 4000,
  });
  expect(Date.now() - started).toBeLessThan(5000);
});
