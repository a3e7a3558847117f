import { describe, expect, test } from "vitest";
import { editTool } from "./edit.ts";
import { globTool } from "./glob.ts";
import { readTool } from "./read.ts";
import { memoryFiles, toolContext } from "./testing/memory-files.ts";
import type { WorkspaceTool } from "./tool.ts";
import { writeTool } from "./write.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const files = () =>
  memoryFiles({
    "src/a.ts": "one\ntwo\nthree\n",
    "empty.txt": "",
    "crlf.txt": "one\r\ntwo\r\n",
    "logo.png": "not really",
    "data.bin": new Uint8Array([0, 1, 2, 255]),
    "long.txt": Array.from({ length: 2500 }, (_, i) => `line ${i + 1}`).join("\n"),
    "wide.txt": `${"x".repeat(2100)}\nshort\n`,
  });
const context = () => toolContext(files());
type Context = ReturnType<typeof context>;

const run = (tool: WorkspaceTool, input: unknown, at: Context = context()) => tool.run(input, at);
const read = (at: Context, file_path: string, more: object = {}) =>
  run(readTool, { file_path, ...more }, at);
const textOf = async (at: Context, path: string) =>
  new TextDecoder().decode(await at.files.read(path));

describe("Read", () => {
  test("shows numbered lines as cat -n does", async () => {
    expect(await run(readTool, { file_path: "/workspace/src/a.ts" })).toEqual({
      result: "     1\tone\n     2\ttwo\n     3\tthree",
      is_error: false,
      display: { kind: "file", path: "src/a.ts", from_line: 1, lines: 3, total_lines: 3 },
    });
  });

  test("offset and limit choose lines, and the result says what is left", async () => {
    const { result } = await run(readTool, { file_path: "src/a.ts", offset: 2, limit: 1 });
    expect(result).toContain("     2\ttwo\n");
    expect(result).toContain("Lines 2 to 2 of 3 are shown; go on with offset 3.");
  });

  test("shows 2,000 lines by default, and cuts long lines, saying so", async () => {
    const long = await run(readTool, { file_path: "long.txt" });
    expect(long.result).toContain("  2000\tline 2000\n");
    expect(long.result).not.toContain("line 2001");
    expect(long.result).toContain("go on with offset 2001");
    const wide = await run(readTool, { file_path: "wide.txt" });
    expect(wide.result).toContain("… (2100 characters)");
    expect(wide.result).toContain("1 lines longer than 2000 characters were cut");
  });

  test("an empty file says it is empty; past the end is an error", async () => {
    expect((await run(readTool, { file_path: "empty.txt" })).result).toContain("is empty");
    expect(await run(readTool, { file_path: "src/a.ts", offset: 9 })).toMatchObject({
      is_error: true,
      result: expect.stringContaining("has 3 lines"),
    });
  });

  test.each([
    ["src", "is a directory"],
    ["/workspace", "is a directory"],
    ["logo.png", "is an image"],
    ["data.bin", "is a binary file"],
    ["gone.ts", "does not exist"],
    ["/etc/passwd", "outside the project"],
  ])("%s is refused: %s", async (file_path, why) => {
    expect(await run(readTool, { file_path })).toMatchObject({
      is_error: true,
      result: expect.stringContaining(why),
    });
  });

  test("a body that is no text is not brought into memory to say so", async () => {
    const at = context();
    const never = () => Promise.reject(new Error("read"));
    const guarded = { ...at, files: { ...at.files, read: never, readLocal: () => undefined } };
    for (const file_path of ["logo.png", "data.bin"]) {
      expect(await run(readTool, { file_path }, guarded)).toMatchObject({ is_error: true });
    }
  });

  test("a wrong directory is answered with where the file is", async () => {
    expect((await run(readTool, { file_path: "lib/a.ts" })).result).toContain(
      "Did you mean /workspace/src/a.ts?",
    );
  });

  test("a body that lies elsewhere is waited for", async () => {
    const remote = files();
    remote.remote.add("src/a.ts");
    expect((await read(toolContext(remote), "src/a.ts")).result).toContain("two");
  });

  test("a denied file is not read", async () => {
    const at = toolContext(files(), { policy: { read_only: false, deny: ["Read(src/**)"] } });
    expect(await read(at, "src/a.ts")).toMatchObject({
      is_error: true,
      result: expect.stringContaining("Read(src/**)"),
    });
  });
});

describe("Write", () => {
  test("creates a file with its directories and shows the diff", async () => {
    const at = context();
    const outcome = await run(writeTool, { file_path: "new/deep/x.ts", content: "hi\n" }, at);
    expect(outcome).toMatchObject({
      is_error: false,
      display: { kind: "diff", path: "new/deep/x.ts", change: "create", added: 1, removed: 0 },
    });
    expect(await textOf(at, "new/deep/x.ts")).toBe("hi\n");
  });

  test("an existing file must have been read, as a whole, and not have changed since", async () => {
    const at = context();
    const write = () => run(writeTool, { file_path: "src/a.ts", content: "new\n" }, at);
    expect((await write()).result).toContain("has not been read yet");
    await read(at, "src/a.ts", { limit: 1 });
    expect((await write()).result).toContain("Only a part");
    await read(at, "src/a.ts");
    await at.files.write("src/a.ts", encode("somebody else\n"));
    expect((await write()).result).toContain("was changed since you read it");
    await read(at, "src/a.ts");
    expect(await write()).toMatchObject({ is_error: false, display: { change: "update" } });
    expect(await textOf(at, "src/a.ts")).toBe("new\n");
  });

  test("a partial read after a whole one forgets nothing", async () => {
    const at = context();
    await read(at, "src/a.ts");
    await read(at, "src/a.ts", { offset: 2 });
    expect(await run(writeTool, { file_path: "src/a.ts", content: "x" }, at)).toMatchObject({
      is_error: false,
    });
  });

  test("what was just written counts as read", async () => {
    const at = context();
    await run(writeTool, { file_path: "n.ts", content: "a" }, at);
    expect((await run(writeTool, { file_path: "n.ts", content: "b" }, at)).is_error).toBe(false);
  });

  test("read-only, .git, denied paths and directories are refused", async () => {
    const write = (file_path: string, policy = { read_only: false, deny: ["Edit(src/**)"] }) =>
      run(writeTool, { file_path, content: "x" }, toolContext(files(), { policy }));
    expect((await write("x", { read_only: true, deny: [] })).result).toContain("only reads");
    expect((await write(".git/config")).result).toContain(".git is protected");
    expect((await write("src/new.ts")).result).toContain("Edit(src/**)");
    expect((await write("/workspace")).is_error).toBe(true);
    expect((await write("empty.txt/x")).is_error).toBe(true);
  });

  test("a file over the limit comes back as a refusal", async () => {
    const content = "x".repeat(11 * 1024 * 1024);
    expect(await run(writeTool, { file_path: "big", content })).toMatchObject({
      is_error: true,
      result: expect.stringContaining("FILE_001"),
    });
  });

  test("the preview is the diff and changes nothing", async () => {
    const at = context();
    await read(at, "src/a.ts");
    const input = { file_path: "src/a.ts", content: "one\n" };
    expect(await writeTool.preview?.(input, at)).toMatchObject({ added: 0, removed: 2 });
    expect(at.files.stat("src/a.ts")?.version).toBe(1);
  });
});

describe("Edit", () => {
  const edit = (at: Context, old_string: string, new_string: string, more: object = {}) =>
    run(editTool, { file_path: "src/a.ts", old_string, new_string, ...more }, at);

  test("replaces exact text that occurs once", async () => {
    const at = context();
    await read(at, "src/a.ts");
    expect(await edit(at, "two", "2")).toMatchObject({
      is_error: false,
      display: { kind: "diff", added: 1, removed: 1 },
    });
    expect(await textOf(at, "src/a.ts")).toBe("one\n2\nthree\n");
  });

  test("text that occurs more than once needs replace_all", async () => {
    const at = context();
    await read(at, "src/a.ts");
    expect((await edit(at, "e", "E")).result).toContain("occurs 3 times");
    await edit(at, "e", "E", { replace_all: true });
    expect(await textOf(at, "src/a.ts")).toBe("onE\ntwo\nthrEE\n");
  });

  test("patterns and replacement signs mean themselves", async () => {
    const at = context();
    await read(at, "src/a.ts");
    expect((await edit(at, "t.o", "x")).result).toContain("does not occur");
    await edit(at, "two", "$& $1 $$");
    expect(await textOf(at, "src/a.ts")).toBe("one\n$& $1 $$\nthree\n");
  });

  test("the file must have been read and not have changed since", async () => {
    const at = context();
    expect((await edit(at, "two", "2")).result).toContain("has not been read yet");
    await read(at, "src/a.ts");
    await at.files.write("src/a.ts", encode("one\ntwo\n"));
    expect((await edit(at, "two", "2")).result).toContain("was changed since you read it");
  });

  test("a file read in part may be edited, and stays read in part", async () => {
    const at = context();
    await read(at, "src/a.ts", { limit: 1 });
    expect((await edit(at, "one", "1")).is_error).toBe(false);
    const write = await run(writeTool, { file_path: "src/a.ts", content: "x" }, at);
    expect(write.result).toContain("Only a part");
  });

  test("text typed with plain line ends fits a CRLF file and keeps its line ends", async () => {
    const at = context();
    await read(at, "crlf.txt");
    await run(editTool, { file_path: "crlf.txt", old_string: "one\ntwo", new_string: "1\n2" }, at);
    expect(await textOf(at, "crlf.txt")).toBe("1\r\n2\r\n");
  });

  test("an empty old_string creates a file, and never replaces one", async () => {
    const at = context();
    const create = (file_path: string) =>
      run(editTool, { file_path, old_string: "", new_string: "x" }, at);
    expect((await create("fresh.ts")).is_error).toBe(false);
    expect((await create("src/a.ts")).is_error).toBe(true);
  });

  test("an edit that changes nothing is refused", async () => {
    expect((await edit(context(), "one", "one")).is_error).toBe(true);
  });
});

describe("Glob", () => {
  const glob = (input: object, at: Context = context()) => run(globTool, input, at);

  test("finds the last changed first", async () => {
    const at = context();
    await at.files.write("src/a.ts", encode("x"));
    await at.files.write("src/b.ts", encode("x"));
    expect((await glob({ pattern: "**/*.ts" }, at)).result).toBe(
      "/workspace/src/b.ts\n/workspace/src/a.ts",
    );
  });

  test("patterns are relative to the path; absolute ones name their own", async () => {
    expect((await glob({ pattern: "*.ts", path: "src" })).result).toBe("/workspace/src/a.ts");
    expect((await glob({ pattern: "/workspace/src/*.ts" })).result).toBe("/workspace/src/a.ts");
    expect((await glob({ pattern: "/etc/*" })).is_error).toBe(true);
    expect((await glob({ pattern: "*", path: "gone" })).is_error).toBe(true);
  });

  test("shows 100 and says how many there are", async () => {
    const many = memoryFiles(
      Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`f${i}.md`, ""])),
    );
    const { result, display } = await glob({ pattern: "*.md" }, toolContext(many));
    expect(result.split("\n")).toHaveLength(101);
    expect(result).toContain("130 files match");
    expect(display).toMatchObject({ kind: "matches", count: 130 });
  });

  test("leaves out .git and what may not be read, but not what .gitignore names", async () => {
    const some = memoryFiles({
      ".gitignore": "dist",
      ".git/x.ts": "",
      "dist/o.ts": "",
      "s.ts": "",
    });
    const at = toolContext(some, { policy: { read_only: false, deny: ["Read(s.ts)"] } });
    expect((await glob({ pattern: "**/*.ts" }, at)).result).toBe("/workspace/dist/o.ts");
  });

  test("hostile patterns end at once", async () => {
    const at = toolContext(memoryFiles({ [`${"a".repeat(200)}c`]: "" }));
    const started = Date.now();
    await glob({ pattern: `${"*a".repeat(40)}b` }, at);
    await glob({ pattern: "{a,b}".repeat(40) }, at);
    expect(Date.now() - started).toBeLessThan(3000);
  });
});

test("a malformed input comes back as text naming the field", async () => {
  expect(await run(readTool, { offset: "x" })).toMatchObject({
    is_error: true,
    result: expect.stringContaining("- file_path:"),
  });
});
