import * as v from "valibot";
import type { ToolOutcome } from "../agent/tool.ts";
import { foldOutput } from "./bash/fold-output.ts";
import type { ShellResult } from "./bash/run-shell.ts";
import { defineTool } from "./define-tool.ts";
import { failed, succeeded } from "./outcome.ts";
import type { ToolContext } from "./tool.ts";
import { mountPoint } from "../agent/project-root.ts";
import { shownPath } from "./tool-path.ts";

const defaultTimeout = 120_000;
const maxTimeout = 600_000;

const Input = v.object({
  command: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(100_000),
    v.description("The command line"),
  ),
  timeout: v.optional(
    v.pipe(
      v.number(),
      v.minValue(1),
      v.maxValue(maxTimeout),
      v.description(`Milliseconds; ${defaultTimeout} by default, at most ${maxTimeout}`),
    ),
    defaultTimeout,
  ),
  description: v.optional(
    v.pipe(v.string(), v.maxLength(500), v.description("What it does, in five to ten words")),
  ),
});
type Input = v.InferOutput<typeof Input>;

export const bashTool = defineTool({
  name: "Bash",
  description: `Runs a bash command line over the project's files. The project is ${mountPoint}, where the shell starts.
This is a bash interpreter, not a machine. Know its limits before you plan with it:
- It can: list, find, search, count, compare, transform, copy, move and delete files; pipes, redirections, loops, functions, here-documents; cat head tail wc ls find tree grep rg sed awk sort uniq cut tr diff jq xargs tee stat du base64 sha256sum date and the like.
- It cannot run programs: no node, npm, npx, tsc, python, pip, pytest, cargo, go, make, git, docker, no package managers, no network (curl, wget, ssh), no background processes, no sudo. Do not claim to have run tests or builds; say what the person should run.
- ls -l shows every file as rw-r--r--; test -x tells whether it is executable.
- The working directory is kept between calls; variables and functions are not. Only ${mountPoint} and /tmp exist, and /tmp is emptied after each call. There are no links.
- Regular expressions have no lookaround and no back-references. A command that would be answered wrongly says so and exits with 2.
- Pipes run stage by stage and loops are bounded (20,000 steps), so there are no endless streams. Bit shifts are 32 bits wide.
- Output over 30,000 characters is folded. .git is protected; recursive deletion of the whole project is refused.
Prefer Read, Grep, Glob, Edit and Write for what they do: people see better what happens.`,
  effect: "shell",
  input: Input,
  target: (input) => input.command,
  run,
});

async function run(input: Input, context: ToolContext): Promise<ToolOutcome> {
  const notices: string[] = [];
  if (context.signal.aborted) return failed("The command was cancelled before it began.");
  if (context.shell.cwd !== "" && context.files.stat(context.shell.cwd)?.type !== "directory") {
    notices.push(
      `The working directory ${shownPath(context.shell.cwd)} is gone; it is ${mountPoint} again.`,
    );
    context.shell.cwd = "";
  }

  // Loaded on first use: the interpreter is large, and most requests never run a command.
  const { runShell } = await import("./bash/run-shell.ts");
  const result = await runShell(input.command, input.timeout, context);
  notices.push(...keepDirectory(result, context), ...endNotices(result, input.timeout));

  const refused = result.ended !== "done" || result.refusals.length > 0;
  const bad = refused || !isAnswer(input.command, result.exit_code);
  const folded = foldOutput(result.output, bad);
  const text = [
    folded.text.trimEnd(),
    ...notices.map((notice) => `(${notice})`),
    result.exit_code !== 0 && result.ended === "done" ? `Exit code ${result.exit_code}` : "",
  ].filter(Boolean);
  const display = {
    kind: "terminal",
    command: input.command,
    output: folded.text,
    exit_code: result.exit_code,
    total_chars: folded.total_chars,
    cwd: context.shell.cwd,
    changed: result.changed,
  } as const;
  const answer = text.join("\n") || "(The command printed nothing.)";
  const outcome = bad ? failed(answer, display) : succeeded(answer, display);
  return result.abuse.length > 0 ? { ...outcome, abuse: result.abuse } : outcome;
}

function keepDirectory(result: ShellResult, context: ToolContext): string[] {
  const { cwd } = result;
  const there = cwd === "" || (cwd !== null && context.files.stat(cwd)?.type === "directory");
  if (cwd !== null && there) {
    context.shell.cwd = cwd;
    return [];
  }
  context.shell.cwd = "";
  return [`The working directory is ${mountPoint} again: it cannot stay outside the project.`];
}

function endNotices(result: ShellResult, timeout: number): string[] {
  const notices = result.refusals.map((why) => `Refused: ${why}`);
  if (result.ended === "timeout")
    notices.push(`Stopped after ${timeout} ms; what it printed is lost.`);
  if (result.ended === "cancelled") notices.push("The command was cancelled.");
  return notices;
}

/** Exit 1 of these says "no" or "different", not that something went wrong. */
const answers = new Set(["grep", "egrep", "fgrep", "rg", "diff", "test", "[", "[[", "find", "cmp"]);

function isAnswer(command: string, exitCode: number): boolean {
  if (exitCode === 0) return true;
  if (exitCode !== 1) return false;
  const last = command.split(/\|\||&&|[|;\n]/).at(-1) ?? "";
  return answers.has(last.trim().split(/\s+/)[0] ?? "");
}
