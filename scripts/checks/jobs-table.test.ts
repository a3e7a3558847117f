import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("docs/operations.md names every scheduled job, in its order", () => {
  const code = readFileSync("workers/scheduled.ts", "utf8");
  const named = [...code.matchAll(/name: "(\w+)",\s*every:/g)].map(([, name]) => name);
  const page = readFileSync("docs/operations.md", "utf8");
  const listed = [...page.matchAll(/^\| `(\w+)` +\| (?:minute|03:00 JST)/gm)].map(
    ([, name]) => name,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(listed).toEqual(named);
});
