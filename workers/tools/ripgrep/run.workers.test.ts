import { describe, expect, test } from "vitest";
import { memoryFiles } from "../testing/memory-files.ts";
import { runRipgrep } from "./run.ts";

const project = () =>
  memoryFiles({
    ".gitignore": "dist/\n",
    "dist/out.js": "needle\n",
    "src/a.ts": "one\nneedle here\n",
    "src/deep/b.ts": "needle\nneedle\n",
    "src/gen/dist/c.ts": "needle\n",
  });
const encode = (text: string) => new TextEncoder().encode(text);
const found = async (cwd: string, ...args: string[]) =>
  (await runRipgrep(project(), args, { cwd, stdin: encode("a needle\n") })).stdout;

describe("ripgrep over the project's files", () => {
  test("searches from the working directory, in the order of names", async () => {
    expect(await found("", "-n", "needle", ".")).toBe(
      "./src/a.ts:2:needle here\n./src/deep/b.ts:1:needle\n./src/deep/b.ts:2:needle\n",
    );
    expect(await found("src", "-c", "needle", "a.ts", "../src/deep")).toBe(
      "a.ts:1\n../src/deep/b.ts:2\n",
    );
  });

  test("absolute paths name the project, and nothing outside it exists", async () => {
    expect(await found("src", "needle", "/workspace/src/a.ts")).toBe("needle here\n");
    for (const path of ["/etc/passwd", "../../etc/passwd", "/workspace/../x"]) {
      const { code, stderr } = await runRipgrep(project(), ["x", path], { cwd: "src" });
      expect([code, stderr.includes("No such file")]).toEqual([2, true]);
    }
  });

  test("the root's .gitignore holds for a search of a directory, unless it is switched off", async () => {
    expect(await found("", "-l", "needle", "src")).not.toContain("dist");
    expect(await found("", "-l", "--no-ignore", "needle", "src")).toContain("src/gen/dist/c.ts");
  });

  test("a directory of thousands is searched whole", async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `many/file-with-a-long-name-${i}.txt`);
    const files = memoryFiles(Object.fromEntries(names.map((name) => [name, "x"])));
    const { stdout } = await runRipgrep(files, ["-l", "x"], { cwd: "" });
    expect(stdout.trim().split("\n").sort()).toEqual(names.sort());
  });

  test("a dash is the standard input", async () => {
    expect(await found("", "needle", "-")).toBe("a needle\n");
  });

  test("exit codes: 0 found, 1 nothing, 2 an error with ripgrep's message", async () => {
    const run = (...args: string[]) => runRipgrep(project(), args, { cwd: "" });
    expect((await run("needle")).code).toBe(0);
    expect((await run("nothing here")).code).toBe(1);
    expect(await run("nee(dle")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unclosed group"),
    });
  });

  test("bodies that lie elsewhere are brought, and only those a search opens", async () => {
    const files = project();
    files.remote.add("src/a.ts");
    files.remote.add("dist/out.js");
    const read: string[] = [];
    const watched = { ...files, read: (path: string) => (read.push(path), files.read(path)) };
    const { stdout } = await runRipgrep(watched, ["-l", "needle", "src"], { cwd: "" });
    expect(stdout).toBe("src/a.ts\nsrc/deep/b.ts\n");
    expect(read).toEqual(["src/a.ts"]);
  });

  test("a file elsewhere over 5 MB is left out, and said so", async () => {
    const files = memoryFiles({ big: "needle ".repeat(900_000), small: "needle\n" });
    files.remote.add("big");
    const { stdout, stderr } = await runRipgrep(files, ["-l", "needle"], { cwd: "" });
    expect(stdout).toBe("small\n");
    expect(stderr).toContain("/workspace/big: not searched, too large");
  });

  test("files that may not be read are left out, and refused when named", async () => {
    const readable = (path: string) => path !== "src/a.ts";
    const search = (...args: string[]) => runRipgrep(project(), args, { cwd: "", readable });
    expect((await search("-l", "needle", "src")).stdout).toBe("src/deep/b.ts\n");
    expect(await search("needle", "src/a.ts")).toMatchObject({ code: 2, stdout: "" });
  });

  test("a pattern cannot take more memory or time than there is", async () => {
    for (const pattern of ["a{1000}{1000}{1000}", "\\w{500}\\w{500}", "(\\w+\\s?)+$", "(a|aa)+$"]) {
      const files = memoryFiles({ t: `${"a ".repeat(5000)}!\n` });
      const started = Date.now();
      expect([1, 2]).toContain((await runRipgrep(files, [pattern, "."], { cwd: "" })).code);
      expect(Date.now() - started).toBeLessThan(8000);
    }
  });

  test("too much output is cut off and said so", async () => {
    const lines = `${"x".repeat(99)}\n`.repeat(90_000);
    const files = memoryFiles({ a: lines, b: lines });
    const { code, stderr } = await runRipgrep(files, ["x"], { cwd: "" });
    expect([code, stderr.includes("too much output")]).toEqual([2, true]);
  });

  test("a search is the same whatever ran before it, and however that ended", async () => {
    const search = () => runRipgrep(project(), ["-n", "needle", "."], { cwd: "" });
    const alone = await search();
    const theirs = encode("needle of somebody else\n".repeat(3_000_000));
    const others = { ...memoryFiles({ a: "" }), readLocal: () => theirs };
    const endings = [
      [["-c", "needle"], 0, ""],
      [["nee(dle"], 2, "unclosed group"],
      [["needle"], 2, "too much output"],
      [["--null-data", "needle"], 2, "more memory than there is"],
      [["-U", "needle\\s+needle"], 2, "out of memory"],
    ] as const;
    for (const [args, code, notice] of endings) {
      const before = await runRipgrep(others, args, { cwd: "" });
      expect([before.code, before.stderr]).toEqual([code, expect.stringContaining(notice)]);
      expect(await search()).toEqual(alone);
    }
  });
});
