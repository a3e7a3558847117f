import { describe, expect, test } from "vitest";
import type { FileInfo } from "#contract/file";
import { isImportant, isName, moved, parentOf } from "./paths.ts";
import { countFiles, foldersAbove, moveInTree, visibleRows } from "./tree.ts";

const file = (path: string, type: "file" | "directory" = "file"): FileInfo => ({
  path,
  type,
  kind: type === "file" ? "text" : null,
  size: 1,
  version: 1,
  executable: false,
  modified_at: "2026-01-01T00:00:00.000Z",
  modified_by: "u",
});

const items = [
  file("README.md"),
  file("src", "directory"),
  file("src/b10.ts"),
  file("src/b2.ts"),
  file("src/lib/x.ts"),
  file("empty", "directory"),
];

const paths = (...open: string[]) => visibleRows(items, new Set(open)).map((row) => row.path);

describe("rows", () => {
  test("folders come first and closed folders hide what they hold", () => {
    expect(paths()).toEqual(["empty", "src", "README.md"]);
  });

  test("names sort as people count, and a folder that was never listed still shows", () => {
    expect(paths("src")).toEqual([
      "empty",
      "src",
      "src/lib",
      "src/b2.ts",
      "src/b10.ts",
      "README.md",
    ]);
  });

  test("a folder open below a closed one shows nothing", () => {
    expect(paths("src/lib")).not.toContain("src/lib/x.ts");
  });

  test("each row tells its place among its siblings", () => {
    expect(visibleRows(items, new Set()).map((row) => [row.position, row.siblings])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });
});

describe("keyboard", () => {
  const rows = visibleRows(items, new Set(["src"]));
  test.each([
    ["src", "ArrowLeft", { collapse: "src" }],
    ["src", "ArrowRight", { focus: "src/lib" }],
    ["src/lib", "ArrowRight", { expand: "src/lib" }],
    ["src/b2.ts", "ArrowLeft", { focus: "src" }],
    ["src/b2.ts", "ArrowDown", { focus: "src/b10.ts" }],
    ["empty", "ArrowUp", null],
    ["README.md", "ArrowDown", null],
    ["README.md", "Home", { focus: "empty" }],
    ["empty", "End", { focus: "README.md" }],
    ["gone.ts", "ArrowDown", { focus: "empty" }],
  ])("on %s, %s", (focused, key, expected) => {
    expect(moveInTree(rows, focused, key)).toEqual(expected);
  });
});

test("paths: parents, folders above, moves, counts", () => {
  expect(parentOf("a.ts")).toBe("");
  expect(foldersAbove("a/b/c.ts")).toEqual(["a", "a/b"]);
  expect(moved("src/lib/x.ts", "src", "lib2")).toBe("lib2/lib/x.ts");
  expect(moved("srcs/x.ts", "src", "lib2")).toBe("srcs/x.ts");
  expect(countFiles(items, "src")).toBe(3);
});

test("a name may make folders, but never leave the project", () => {
  expect(["a.ts", "lib/a.ts", ".env", "日本語.md"].every(isName)).toBe(true);
  expect(["", "..", "a/../b", "/a", "a\\b", "a\nb", "a//b"].some(isName)).toBe(false);
});

test("important files ask once more before they go", () => {
  expect(
    [
      "package.json",
      "web/pnpm-lock.yaml",
      ".env",
      ".env.local",
      "README.md",
      "LICENSE",
      "CLAUDE.md",
    ].every(isImportant),
  ).toBe(true);
  expect(["package.json.ts", "src/readme-parser.ts", "environment"].some(isImportant)).toBe(false);
});
