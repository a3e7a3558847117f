import { describe, expect, test } from "vitest";
import type { ToolPolicy } from "../../agent/tool.ts";
import { bashTool } from "../bash.ts";
import { classifyCommand } from "./classify.ts";
import { type MemoryFiles, memoryFiles, toolContext } from "../testing/memory-files.ts";

const project = (): MemoryFiles =>
  memoryFiles({
    ".env": "SECRET=hunter2\n",
    ".git/config": "[core]\n",
    "README.md": "# hello\n",
    "src/a.ts": "one\n",
    "src/deep/b.ts": "two\n",
  });

async function run(command: string, policy: Partial<ToolPolicy> = {}, files = project()) {
  const context = toolContext(files, { policy: { read_only: false, deny: [], ...policy } });
  const outcome = await bashTool.run({ command, timeout: 10_000 }, context);
  return { ...outcome, files, context };
}

const paths = (files: MemoryFiles): string[] => [...files.walk("")].map((entry) => entry.path);

describe("deleting the whole project is refused, however it is written", () => {
  test.each([
    "rm -rf /workspace",
    "x=rm; $x -rf /workspace",
    'eval "r""m -rf /workspace"',
    "bash -c 'rm -rf /workspace'",
    "echo /workspace | xargs rm -rf",
    "command rm -rf /workspace",
    "\\rm -rf /workspace",
    "env rm -rf /workspace",
    "timeout 5 rm -rf /workspace",
    "time rm -rf /workspace",
    "exec rm -rf /workspace",
    "f() { rm -rf /workspace; }; f",
    "shopt -s expand_aliases; alias q='rm -rf'\nq /workspace",
    "find /workspace -maxdepth 0 -exec rm -rf {} \\;",
    "find /workspace -maxdepth 0 -exec sh -c 'rm -rf $0' {} \\;",
    "rm() { :; }; unset -f rm; rm -rf /workspace",
    "(cd /; rm -rf *)",
    "rm -rf *",
    "rm --recursive --force ./*",
    "cd src && rm -r -f ..",
    "rm -fr .",
    "rm -rf /",
    "find . -delete",
    "find / -type f -delete",
  ])("%s", async (command) => {
    const before = paths(project());
    const { files, is_error, result } = await run(command);
    expect(paths(files)).toEqual(before);
    expect(is_error).toBe(true);
    expect(result).toMatch(/delete the whole project|delete everything/);
  });
});

test("deleting a part of the project is not refused", async () => {
  const { files, is_error, display } = await run("rm -rf src/deep && find . -name '*.md' -delete");
  expect(is_error).toBe(false);
  expect(paths(files)).toEqual([".env", ".git", ".git/config", "src", "src/a.ts"]);
  expect(display).toMatchObject({ changed: ["README.md", "src/deep/b.ts"] });
});

test("one command deletes at most 2,000 files", async () => {
  const many = memoryFiles(
    Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`many/f${i}`, "x"])),
  );
  const { files, is_error, result } = await run("rm -rf many", {}, many);
  expect(is_error).toBe(true);
  expect(result).toContain("at most 2000 files");
  expect(files.stat("many/f0")).toBeDefined();
});

describe("a file that a rule denies cannot be read in any way", () => {
  test.each([
    "cat .env",
    "cat < .env",
    "cp .env x; cat x",
    "mv .env x; cat x",
    "cp -r . /tmp/all; cat /tmp/all/.env",
    "mv /workspace/.env /tmp/x; cat /tmp/x",
    "grep -r SECRET .",
    "grep -r SECRET . --include=.env",
    "grep SECRET .env",
    "rg --hidden -uuu SECRET",
    "rg SECRET .env",
    "echo .env | xargs cat",
    "while read l; do echo $l; done < .env",
    "source .env; echo $SECRET",
    "sed -n p .env",
    "awk 1 .env",
    "head -1 ./src/../.env",
    "f=.en; cat ${f}v",
    "base64 -d <(base64 .env)",
    'echo "$(<.env)"',
    "mapfile -t x < .env; echo ${x[0]}",
    "rg -f .env .",
    "diff .env README.md",
    "find . -name '.e*' -exec cat {} +",
  ])("%s", async (command) => {
    const { result, files } = await run(command, { deny: ["Read(.env)"] });
    expect(result).not.toContain("hunter2");
    expect(files.text(".env")).toBe("SECRET=hunter2\n");
  });
});

test("the reason of a refusal reaches the model though the command hides it", async () => {
  const { result, is_error } = await run("cat .env", { deny: ["Read(.env)"] });
  expect(is_error).toBe(true);
  expect(result).toContain("the rule Read(.env) denies it");
});

describe("read-only: nothing reaches the project", () => {
  test.each([
    "echo x > new.txt",
    "echo x >> README.md",
    "> README.md",
    "rm README.md",
    "find . -name '*.md' -delete",
    "sed -i s/hello/x/ README.md",
    "cp README.md new.txt",
    "mv README.md new.txt",
    "mkdir new",
    "touch new.txt",
    "chmod +x README.md",
    "echo x | tee new.txt",
    "exec > new.txt; echo x",
    "eval 'echo x > new.txt'",
    "cat > new.txt <<X\nx\nX",
    "cp /dev/null README.md",
  ])("%s", async (command) => {
    const { files, is_error } = await run(command, { read_only: true });
    expect(paths(files)).toEqual(paths(project()));
    expect(files.text("README.md")).toBe("# hello\n");
    expect(files.stat("README.md")).toMatchObject({ executable: false, version: 1 });
    expect(is_error).toBe(true);
  });

  test("looking, and scratch files in /tmp, go on working", async () => {
    const { result, is_error } = await run("cat README.md > /tmp/x && wc -l < /tmp/x", {
      read_only: true,
    });
    expect([is_error, result.trim()]).toEqual([false, "1"]);
  });
});

describe(".git is protected", () => {
  test.each(["rm -rf .git", "echo x > .git/config", "mv .git g", "touch .git/index.lock"])(
    "%s",
    async (command) => {
      const { files, is_error } = await run(command);
      expect(files.text(".git/config")).toBe("[core]\n");
      expect(files.stat(".git/index.lock")).toBeUndefined();
      expect(is_error).toBe(true);
    },
  );
});

test("an Edit rule holds for redirections and for directories that hold a denied file", async () => {
  for (const command of [
    "echo x > src/a.ts",
    "rm -rf src",
    "mv src other",
    "cp README.md src/a.ts",
  ]) {
    const { files, is_error } = await run(command, { deny: ["Edit(src/a.ts)"] });
    expect([files.text("src/a.ts"), is_error]).toEqual(["one\n", true]);
  }
});

test("a Bash rule sees the command after expansion", async () => {
  for (const command of [
    "touch x",
    "t=touch; $t x",
    "echo x | xargs touch",
    "find . -exec touch x \\;",
  ]) {
    const { files, result } = await run(command, { deny: ["Bash(touch *)"] });
    expect(files.stat("x")).toBeUndefined();
    expect(result).toContain("the rule Bash(touch *) denies");
  }
});

test("network, privileges and devices are refused with the reason", async () => {
  for (const command of [
    "curl https://example.com",
    "sudo ls",
    "dd if=a of=b",
    "chmod 777 README.md",
  ]) {
    expect(await run(command)).toMatchObject({ is_error: true, display: { exit_code: 126 } });
  }
});

test("programs that are not there say so with 127, and what the shell is", async () => {
  for (const command of ["node a.js", "npm test", "python3 a.py", "git status", "make"]) {
    const { result, display } = await run(command);
    expect(display).toMatchObject({ exit_code: 127 });
    expect(result).toMatch(/cannot run programs yet|no version control yet/);
  }
});

test("outside the project nothing exists and nothing can be written", async () => {
  for (const command of [
    "cat /etc/passwd",
    "ls /proc",
    "echo x > /etc/x",
    "cd /etc",
    "cat ../../etc/passwd",
  ]) {
    expect((await run(command)).is_error).toBe(true);
  }
});

describe("a command nobody is asked about cannot write, whatever its text hides", () => {
  test.each([
    "let 'x=$(touch README.md.new)'",
    "test -v 'a[$(rm README.md)]'",
    "printf -v 'a[$(rm README.md)]' x",
    "unset 'a[$(rm README.md)]'",
    "x='a[$(rm README.md)]'; echo $((x))",
    "x='a[$(rm README.md)]'; [[ $x -eq 1 ]]",
    "x='a[$(rm README.md)]'; echo ${y:x}",
    "a[$(rm README.md)]=1; echo",
    'echo "${a[$(rm README.md)]}"',
    "PS4='$(rm README.md)'; set -x; echo",
    "declare -i x='a[$(rm README.md)]'",
  ])("%s", async (command) => {
    expect(classifyCommand(command).read_only).toBe(true);
    const { files } = await run(command);
    expect(paths(files)).toEqual(paths(project()));
  });
});
