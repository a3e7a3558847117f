/** The documents call the project `/app/workspace/{user_id}/{session_id}` (U-057). */
import { describe, expect, test } from "vitest";
import type { ToolPolicy } from "../agent/tool.ts";
import { bashTool } from "./bash.ts";
import { editTool } from "./edit.ts";
import { globTool } from "./glob.ts";
import { grepTool } from "./grep.ts";
import { readTool } from "./read.ts";
import { memoryFiles, toolContext } from "./testing/memory-files.ts";
import type { WorkspaceTool } from "./tool.ts";
import { toolPath } from "./tool-path.ts";
import { writeTool } from "./write.ts";

const user = "0b5b5e0e-6f0c-4f5e-9d2a-0d3b2f1c9a77";
const root = `/app/workspace/${user}/sess_11111111-2222-4333-8444-555555555555`;

const context = (policy: Partial<ToolPolicy> = {}) => {
  const files = memoryFiles({
    "src/a.ts": "needle\n",
    ".env": "KEY=needle\n",
    ".git/config": "x\n",
  });
  return { ...toolContext(files, { policy: { read_only: false, deny: [], ...policy } }), files };
};
const run = (tool: WorkspaceTool, input: unknown, at = context()) => tool.run(input, at);
const bash = (command: string, at = context()) => run(bashTool, { command, timeout: 10_000 }, at);

describe("the documents' root is the project's", () => {
  test.each([
    [root, ""],
    [`${root}/`, ""],
    [`${root}/src/a.ts`, "src/a.ts"],
    [`/app//workspace/./${user}/${user}/src/../b`, "b"],
    [`app/workspace/${user}/${user}/b`, `app/workspace/${user}/${user}/b`],
  ])("%s", (path, inside) => expect(toolPath(path)).toBe(inside));

  test.each([
    "/app/workspace",
    `/app/workspace/${user}`,
    `/app/workspace/demo/${user}/a`,
    `${root}x/a`,
    `${root}/../a`,
    `/tmp${root}/a`,
  ])("%s is outside, as ever", (path) => expect(() => toolPath(path)).toThrow("outside"));

  test("a path may be as long under either root", () => {
    const long = `${"d/".repeat(500)}f`;
    expect(toolPath(`${root}/${long}`)).toBe(long);
  });
});

describe("every tool finds the same file there", () => {
  test("Read, Edit and Write", async () => {
    const at = context();
    const file_path = `${root}/src/a.ts`;
    expect((await run(readTool, { file_path }, at)).result).toContain("needle");
    await run(editTool, { file_path, old_string: "needle", new_string: "pin" }, at);
    expect(at.files.text("src/a.ts")).toBe("pin\n");
    await run(writeTool, { file_path: `${root}/new.ts`, content: "new\n" }, at);
    expect(at.files.text("new.ts")).toBe("new\n");
  });

  test("Glob and Grep", async () => {
    for (const input of [{ pattern: "*.ts", path: `${root}/src` }, { pattern: `${root}/**/*.ts` }])
      expect((await run(globTool, input, context())).result).toBe("/workspace/src/a.ts");
    const found = await run(grepTool, { pattern: "needle", path: `${root}/src` }, context());
    expect(found.result).toBe("src/a.ts");
  });

  test.each([
    [`cat ${root}/src/a.ts`, "needle"],
    [`cd ${root}/src && pwd && cat ../src/a.ts`, `${root}/src\nneedle`],
    [`cd ${root}/src; rg -c needle; grep -c needle a.ts`, "a.ts:1\n1"],
    [`ls ${root}`, "src"],
    [`ls ${root}/src/*.ts`, `${root}/src/a.ts`],
    [`find ${root}/src -name '*.ts'`, `${root}/src/a.ts`],
    [`grep -c needle ${root}/src/a.ts`, "1"],
    [`rg -n needle ${root}/src`, `${root}/src/a.ts:1:needle`],
    [`echo one > ${root}/n.txt && cat /workspace/n.txt`, "one"],
    [`mv ${root}/src/a.ts ${root}/b.ts && cat b.ts`, "needle"],
    [`test -f ${root}/src/a.ts && echo yes`, "yes"],
  ])("%s", async (command, result) => {
    expect(await bash(command)).toMatchObject({ result, is_error: false });
  });
});

test("a working directory under it is kept for the next command, in our form", async () => {
  const at = context();
  await bash(`cd ${root}/src`, at);
  expect(at.shell.cwd).toBe("src");
});

describe("no rule is escaped through it", () => {
  const closed = { deny: ["Read(.env)", "Edit(/src/**)"] };

  test("Read, Edit, Write, Grep and Glob", async () => {
    const at = context(closed);
    const calls = [
      run(readTool, { file_path: `${root}/.env` }, at),
      run(editTool, { file_path: `${root}/src/a.ts`, old_string: "needle", new_string: "" }, at),
      run(writeTool, { file_path: `${root}/src/new.ts`, content: "" }, at),
      run(writeTool, { file_path: `${root}/.git/config`, content: "" }, at),
      run(grepTool, { pattern: "needle", path: `${root}/.env` }, at),
    ];
    for (const outcome of await Promise.all(calls)) {
      expect(outcome.is_error).toBe(true);
      expect(outcome.result).toMatch(/denies it|protected/);
    }
    expect((await run(globTool, { pattern: `${root}/.env` }, at)).result).toBe("No files found");
    expect((await run(grepTool, { pattern: "KEY", path: root }, at)).result).toBe("No files found");
  });

  test.each([
    `cat ${root}/.env`,
    `cd ${root}; cat .env`,
    `x=${root}; cat $x/.env`,
    `cat ${root}/.e*`,
    `grep KEY ${root}/.env`,
    `rg --hidden KEY ${root}`,
    `rg KEY ${root}/.env`,
    `cp ${root}/.env /tmp/x; cat /tmp/x`,
    `echo out > ${root}/src/a.ts`,
    `rm ${root}/src/a.ts`,
    `mv ${root}/src ${root}/other`,
    `echo out > ${root}/.git/config`,
    `rm -rf ${root}`,
    `rm -rf ${root}/../../../../workspace`,
    `rm -rf ${root}/*`,
    `cd ${root}; rm -rf *`,
    `cd ${root}; echo out > src/a.ts`,
    `cd ${root}/src; cat ../.env; rg --hidden KEY ..`,
    `cd ${root}/..; rm -rf *; rm -rf ${root.slice(root.lastIndexOf("/") + 1)}`,
    "cd /app; rm -rf *; rm -rf workspace",
    `cd /app/workspace/${user}; rm -rf .`,
    "find /app -delete",
    `find ${root} -delete`,
  ])("%s", async (command) => {
    const at = context(closed);
    expect((await bash(command, at)).result).not.toContain("needle");
    expect(["src/a.ts", ".env", ".git/config"].map(at.files.text)).toEqual(
      ["src/a.ts", ".env", ".git/config"].map(context().files.text),
    );
  });
});
