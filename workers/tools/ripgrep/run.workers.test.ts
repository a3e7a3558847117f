import { describe, expect, test } from "vitest";
import { memoryFiles } from "../testing/memory-files.ts";
import { runRipgrep } from "./run.ts";

const project = () =>
  memoryFiles({
    ".gitignore": "dist/\n",
    "dist/out.js": "needle\n",
    "src/a.ts": "one\nneedle here\n",
    "src/deep/b.ts": "needle\nneedle\n",
    "src/deep/c.md": "nothing\n",
  });

describe("ripgrep over the project's files", () => {
  test("probe", async () => {
    const files = project();
    for (const [cwd, ...args] of [
      ["", "-n", "needle", "."],
      ["", "-n", "needle"],
      ["", "-n", "needle", "src"],
      ["", "-n", "needle", "dist"],
      ["", "--no-require-git", "-n", "needle", "."],
      ["src", "-n", "needle"],
      ["src", "-n", "needle", "../dist"],
      ["src", "-n", "needle", "/workspace/src/a.ts"],
      ["src", "-n", "needle", "-"],
      ["src", "-n", "nee(dle", "."],
      ["src", "-n", "needle", "gone"],
      ["src", "--json", "needle", "a.ts"],
      ["", "a{1000}{1000}{1000}", "."],
      ["", "-n", "\\w{500}\\w{500}", "."],
      ["", "(\\w+\\s?)+$", "."],
    ]) {
      const t = Date.now();
      const r = await runRipgrep(files, args, {
        cwd: cwd!,
        stdin: new TextEncoder().encode("x needle\n"),
      });
      console.log(cwd, args.join(" "), JSON.stringify(r), Date.now() - t);
    }
    const big = memoryFiles(
      Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [
          `src/d${i % 20}/f${i}.ts`,
          "const a = 1;\n".repeat(400) + (i % 3 ? "" : "needle\n"),
        ]),
      ),
    );
    for (let i = 0; i < 4; i++) {
      const t = performance.now();
      const r = await runRipgrep(big, ["-n", "needle", "."], { cwd: "" });
      console.log("200 files", performance.now() - t, r.stdout.length);
    }
    const t = performance.now();
    for (let i = 0; i < 50; i++)
      await runRipgrep(big, ["-n", "needle", "-"], {
        cwd: "",
        stdin: new TextEncoder().encode("x needle\n"),
      });
    console.log("stdin each", (performance.now() - t) / 50);
    expect(1).toBe(1);
  });
});
