import { describe, expect, test } from "vitest";
import { AppError } from "../platform/errors.ts";
import { grepTool } from "./grep.ts";
import { searchText } from "./ripgrep/search.ts";
import { memoryFiles, toolContext } from "./testing/memory-files.ts";

const files = () =>
  memoryFiles({
    ".gitignore": "dist\n",
    ".env": "NEEDLE=1\n",
    "dist/out.js": "needle\n",
    "src/a.ts": "one\nneedle here\nthree\n",
    "src/b.py": "needle = interface{}\nneedle\n",
  });
const grep = (input: object, context = toolContext(files())) =>
  grepTool.run(input as never, context);

describe("Grep", () => {
  test("lists files by default, the last changed first, without what .gitignore names", async () => {
    const context = toolContext(files());
    expect((await grep({ pattern: "needle" }, context)).result).toBe("src/b.py\nsrc/a.ts");
    await context.files.write("src/a.ts", new TextEncoder().encode("needle"));
    expect((await grep({ pattern: "needle" }, context)).result).toBe("src/a.ts\nsrc/b.py");
  });

  test("content shows lines with numbers and context", async () => {
    const { result } = await grep({
      pattern: "needle",
      output_mode: "content",
      path: "/workspace/src/a.ts",
      "-C": 1,
    });
    expect(result).toBe("src/a.ts-1-one\nsrc/a.ts:2:needle here\nsrc/a.ts-3-three");
  });

  test("count, case, type, glob, only matching, multiline", async () => {
    const lines = async (input: object) => (await grep(input)).result.split("\n").sort();
    expect(await lines({ pattern: "needle", output_mode: "count" })).toEqual([
      "src/a.ts:1",
      "src/b.py:2",
    ]);
    expect(await lines({ pattern: "needle", "-i": true })).toContain(".env");
    expect(await lines({ pattern: "needle", type: "py" })).toEqual(["src/b.py"]);
    expect(await lines({ pattern: "needle", glob: "*.{ts,tsx}" })).toEqual(["src/a.ts"]);
    const only = { pattern: "h[a-z]+", output_mode: "content", "-o": true, "-n": false };
    expect(await lines({ ...only, type: "ts" })).toEqual(["src/a.ts:here", "src/a.ts:hree"]);
    expect(await lines({ pattern: "one.needle", multiline: true })).toEqual(["src/a.ts"]);
  });

  test("250 results by default; head_limit 0 is all; offset goes on", async () => {
    const many = memoryFiles({ t: Array.from({ length: 300 }, (_, i) => `x${i}`).join("\n") });
    const context = toolContext(many);
    const lines = async (more: object) =>
      (await grep({ pattern: "x", output_mode: "content", ...more }, context)).result.split("\n");
    const first = await lines({});
    expect(first[249]).toBe("t:250:x249");
    expect(first.at(-1)).toBe("(1 to 250 of 300 are shown; go on with offset 250.)");
    expect(await lines({ head_limit: 0 })).toHaveLength(300);
    expect((await lines({ offset: 250 }))[0]).toBe("t:251:x250");
  });

  test("nothing found is an answer; an invalid pattern, type or path an error", async () => {
    expect(await grep({ pattern: "gone" })).toMatchObject({
      is_error: false,
      result: "No files found",
    });
    for (const input of [
      { pattern: "(" },
      { pattern: "x", type: "zz" },
      { pattern: "x", path: "gone" },
    ]) {
      expect(await grep(input)).toMatchObject({ is_error: true });
    }
  });

  test("what a rule denies is neither listed nor searched", async () => {
    const context = toolContext(files(), { policy: { read_only: true, deny: ["Read(.env)"] } });
    expect((await grep({ pattern: "NEEDLE" }, context)).result).toBe("No files found");
    expect((await grep({ pattern: "NEEDLE", path: ".env" }, context)).is_error).toBe(true);
  });

  test("a pattern that begins with a dash is a pattern", async () => {
    expect((await grep({ pattern: "--files" })).result).toBe("No files found");
  });
});

describe("searchText", () => {
  const search = (query: object) =>
    searchText(files(), {
      pattern: "needle",
      literal: true,
      ignore_case: false,
      max_results: 10,
      ...query,
    });

  test("gives path, line and text of each match", async () => {
    expect(await search({})).toEqual({
      matches: [
        { path: "src/a.ts", line: 2, text: "needle here" },
        { path: "src/b.py", line: 1, text: "needle = interface{}" },
        { path: "src/b.py", line: 2, text: "needle" },
      ],
      truncated: false,
    });
  });

  test("literal text is no pattern", async () => {
    expect((await search({ pattern: "interface{}" })).matches).toHaveLength(1);
    expect((await search({ pattern: "n..dle", literal: false })).matches).toHaveLength(3);
    expect((await search({ pattern: "n..dle" })).matches).toHaveLength(0);
  });

  test("case, glob and the limit", async () => {
    expect((await search({ ignore_case: true })).matches).toHaveLength(4);
    expect((await search({ glob: "*.py" })).matches).toHaveLength(2);
    expect(await search({ max_results: 1 })).toMatchObject({
      truncated: true,
      matches: [{ path: "src/a.ts" }],
    });
  });

  test("a long line is cut around its match", async () => {
    const wide = memoryFiles({ w: `${"x".repeat(1000)}needle${"y".repeat(1000)}` });
    const query = { pattern: "needle", literal: true, ignore_case: false, max_results: 5 };
    const { matches } = await searchText(wide, query);
    expect(matches[0]?.text).toHaveLength(300);
    expect(matches[0]?.text).toContain("needle");
  });

  test.each([
    ["json.pattern", { pattern: "(error parsing glob", literal: false }, "unclosed group"],
    ["json.glob", { pattern: "regex parse error", glob: "[" }, "unclosed character class"],
  ])("an invalid %s is REQUEST_001 with ripgrep's words", async (path, query, words) => {
    const error = await search(query).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: "REQUEST_001",
      issues: [{ path, message: expect.stringContaining(words) }],
    });
  });
});
