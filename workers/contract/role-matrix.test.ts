import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { roleMatrix, type Grant } from "./role-matrix.ts";

const words = (grant: Grant): string =>
  grant === true
    ? "yes"
    : grant === false
      ? "no"
      : typeof grant === "number"
        ? `up to ${grant}`
        : grant;

test("the administrators' guide shows the matrix as it is", () => {
  const guide = readFileSync("docs/admin-guide.md", "utf8");
  const rows = guide
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim())
        .join("|"),
    );
  for (const { en, grants } of roleMatrix) {
    expect(rows).toContain(
      [en, words(grants.guest), words(grants.user), words(grants.admin)].join("|"),
    );
  }
});
