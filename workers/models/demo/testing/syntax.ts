/** Whether text is a program of its language: the language's own parser says so. */
import { spawnSync } from "node:child_process";
import { parseSync } from "oxc-parser";

export function syntaxError(path: string, text: string): string | null {
  if (path.endsWith(".py")) return pythonError(text);
  return parseSync(path, text).errors[0]?.message ?? null;
}

/** Where no Python is installed nothing is known, and nothing is claimed. */
function pythonError(text: string): string | null {
  const check = "import ast, sys; ast.parse(sys.stdin.read())";
  const { status, stderr } = spawnSync("python3", ["-c", check], { input: text, encoding: "utf8" });
  return status === 1 ? stderr.trim() : null;
}
