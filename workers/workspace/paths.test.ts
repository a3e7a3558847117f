import { describe, expect, test } from "vitest";
import {
  ancestorsOf,
  below,
  checkNewName,
  nameOf,
  normalizeDirectory,
  normalizePath,
  parentOf,
} from "./paths.ts";

const whyOf = (path: string, check: (path: string) => unknown = normalizePath): unknown => {
  try {
    check(path);
  } catch (error) {
    return (error as { code: string; details: { why: string } }).code === "FILE_004"
      ? (error as { details: { why: string } }).details.why
      : error;
  }
  return "accepted";
};

describe("a path is refused", () => {
  test.each([
    ["", "empty_segment"],
    ["/etc/passwd", "absolute"],
    ["C:/windows", "absolute"],
    ["..", "dot_segment"],
    ["../a", "dot_segment"],
    ["a/../b", "dot_segment"],
    ["a/..", "dot_segment"],
    ["./a", "dot_segment"],
    ["a/./b", "dot_segment"],
    ["a//b", "empty_segment"],
    ["a/", "empty_segment"],
    ["a\\b", "backslash"],
    ["..\\..\\a", "backslash"],
    ["a\0b", "control_character"],
    ["a\nb", "control_character"],
    ["a\u007fb", "control_character"],
    ["a\u0085b", "control_character"],
    ["a\u2028b", "control_character"],
    ["gpj\u202eexe.js", "control_character"],
    ["\ud800", "encoding"],
    ["a/\udc00/b", "encoding"],
    [".engawa/state", "reserved"],
    [".Engawa", "reserved"],
    ["x".repeat(256), "segment_too_long"],
    ["あ".repeat(86), "segment_too_long"],
    [`${"d/".repeat(512)}f`, "too_long"],
  ])("%j: %s", (path, why) => {
    expect(whyOf(path)).toBe(why);
  });
});

test("what leads outside says so, unlike what is merely refused", () => {
  const outside = ["../a", "a/../../b", "..\\a", "/etc/passwd", "\\\\host\\a", "C:\\a", "./../a"];
  const inside = ["a/../b", "./a", "a\\b", "a//b", "a\nb", ".engawa", "..a/b\n", "a/.."];
  const led = (path: string) => {
    try {
      return normalizePath(path);
    } catch (error) {
      return (error as { details: { outside?: true } }).details.outside === true;
    }
  };
  expect(outside.map(led)).toEqual(outside.map(() => true));
  expect(inside.map(led)).toEqual(inside.map(() => false));
});

describe("a new name is refused that Windows or an eye takes for another", () => {
  test.each([
    ["con", "device_name"],
    ["src/AUX.ts", "device_name"],
    ["lpt1", "device_name"],
    ["nul.tar.gz", "device_name"],
    ["a.txt ", "edge_blank"],
    [" a.txt", "edge_blank"],
    ["a.", "edge_blank"],
    ["src /a", "edge_blank"],
    ["a\u3000", "edge_blank"],
    ["a  b", "double_blank"],
  ])("%j: %s", (path, why) => {
    expect(whyOf(path, checkNewName)).toBe(why);
    expect(whyOf(path)).toBe("accepted");
  });

  test.each(["console.ts", "auxiliary", "a b.txt", ".env", "com10", "nullable.ts", "v1.2"])(
    "%j is not",
    (path) => expect(whyOf(path, checkNewName)).toBe("accepted"),
  );
});

describe("a path is accepted as it is", () => {
  test.each([
    "a",
    "src/index.ts",
    ".env",
    ".git/config",
    "...",
    "a..b",
    "..a",
    "con.txt",
    "aux/nul.c",
    "名前/ファイル.md",
    "with space/ö (1).txt",
    "%2e%2e/encoded",
    "sub/.engawa",
    "__proto__",
    "x".repeat(255),
    `${"d/".repeat(511)}f`,
  ])("%j", (path) => {
    expect(normalizePath(path)).toBe(path);
  });
});

test("a decomposed name and its composed form are one path", () => {
  expect(normalizePath("cafe\u0301/か\u3099.txt")).toBe("caf\u00e9/が.txt");
});

test("the limit counts the bytes of the composed form", () => {
  expect(normalizePath("e\u0301".repeat(127))).toBe("\u00e9".repeat(127));
});

test("only a directory may be the root", () => {
  expect(normalizeDirectory("")).toBe("");
  expect(whyOf("")).toBe("empty_segment");
});

test("parents, names and ancestors", () => {
  expect(parentOf("a/b/c")).toBe("a/b");
  expect(parentOf("a")).toBe("");
  expect(nameOf("a/b/c")).toBe("c");
  expect(nameOf("a")).toBe("a");
  expect(ancestorsOf("a/b/c")).toEqual(["a", "a/b"]);
  expect(ancestorsOf("a")).toEqual([]);
});

test("below a directory lie its children, and not what only begins like it", () => {
  const inside = (path: string, directory: string) => {
    const { from, to } = below(directory);
    return from < path && path < to;
  };
  expect(inside("src/a", "src")).toBe(true);
  expect(inside("src/\u{1f600}", "src")).toBe(true);
  expect(inside("src", "src")).toBe(false);
  expect(inside("src-old/a", "src")).toBe(false);
  expect(inside("src0/a", "src")).toBe(false);
  expect(inside("anything", "")).toBe(true);
});
