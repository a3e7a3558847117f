import { describe, expect, test } from "vitest";
import { shownPath, toolPath } from "./tool-path.ts";

describe("a path of the model becomes one of the project", () => {
  test.each([
    ["/workspace", ""],
    ["/workspace/", ""],
    ["/workspace/src/a.ts", "src/a.ts"],
    ["src/a.ts", "src/a.ts"],
    ["./src//a.ts", "src/a.ts"],
    ["src/../a.ts", "a.ts"],
    ["", ""],
    [".", ""],
    ["e\u0301.md", "é.md"],
    [" a.ts ", "a.ts"],
    ["workspace/a.ts", "workspace/a.ts"],
  ])("%j is %j", (input, path) => {
    expect(toolPath(input)).toBe(path);
  });
});

describe("everything outside is refused", () => {
  test.each([
    "/etc/passwd",
    "../a.ts",
    "src/../../a.ts",
    "/workspace/../etc",
    "/workspaces/a.ts",
    "/",
    "a\0.ts",
    "a\\b",
    "a\nb",
    `a/${"x".repeat(1100)}`,
  ])("%j", (input) => {
    expect(() => toolPath(input)).toThrow(/outside the project|not allowed|longer than/);
  });
});

test("a path is shown absolute", () => {
  expect([shownPath(""), shownPath("a/b")]).toEqual(["/workspace", "/workspace/a/b"]);
});
