/** One command line in a fresh shell over the project, within bounds of time, work and memory. */
import { Bash, type BashExecResult } from "just-bash/browser";
import { assertWritable, guardedFiles, readableBy } from "../guard.ts";
import { refusalText, ToolRefusal } from "../outcome.ts";
import { AppError } from "../../platform/errors.ts";
import type { ShellAbuse } from "../../agent/tool.ts";
import type { ToolContext } from "../tool.ts";
import { mountPoint } from "../../agent/project-root.ts";
import { insideProject, resolveSegments, shownPath } from "../tool-path.ts";
import { abuseOfPath, abuseOfScript } from "./abuse.ts";
import { bytesOfLatin1 } from "./bytes.ts";
import { classifyCommand } from "./classify.ts";
import { shellCommands } from "./dispatch.ts";
import { bashSentence, isFsError, refusalOf, toFsError } from "./fs-error.ts";
import { projectVolume } from "./project-volume.ts";
import { scratchVolume } from "./scratch-volume.ts";
import { redirectionCheck, redirectionPlugin } from "./redirection-check.ts";
import { parseScript } from "./syntax.ts";
import { shellFs } from "./shell-fs.ts";
import { type ShellTree, shellTree } from "./shell-tree.ts";
import { writeBack } from "./write-back.ts";

export interface ShellResult {
  readonly output: string;
  readonly exit_code: number;
  readonly ended: "done" | "timeout" | "cancelled";
  /** Relative to the project's root; null when the command left it. */
  readonly cwd: string | null;
  readonly changed: string[];
  /** Why something was refused, in the guard's words; commands often hide it. */
  readonly refusals: string[];
  readonly abuse: ShellAbuse[];
}

const mebibyte = 1024 * 1024;
const limits = {
  maxCommandCount: 40_000,
  maxLoopIterations: 20_000,
  maxOutputSize: 32 * mebibyte,
  maxStringLength: 16 * mebibyte,
  maxHeredocSize: 8 * mebibyte,
  maxLiveBytes: 48 * mebibyte,
  maxInputBytes: 64 * mebibyte,
  maxArchiveBytes: 16 * mebibyte,
  maxArchiveCompressedBytes: 16 * mebibyte,
  maxArchiveEntryBytes: 16 * mebibyte,
};

/** Operations between two moments at which a timer or a cancel can be heard. */
const yieldEvery = 100;

export async function runShell(
  command: string,
  timeoutMs: number,
  context: ToolContext,
): Promise<ShellResult> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), timeoutMs);
  const signal = AbortSignal.any([context.signal, timer.signal]);
  const waiting = writeBack(context.files);
  // Nobody was asked about a command that only looks; what its text hid does not write either.
  const read_only = context.policy.read_only || classifyCommand(command).read_only;
  const policy = { ...context.policy, read_only };
  const files = guardedFiles(waiting, policy);
  const project = projectVolume(files, (path) => assertWritable(policy, path));
  const refusals = new Set<string>();
  const refused = (why: string) => void (refusals.size < 10 && refusals.add(why));
  const abuse = new Map<string, ShellAbuse>();
  const noticed = (one: ShellAbuse | null) =>
    void (one && abuse.size < 5 && abuse.set(`${one.kind} ${one.what}`, one));
  const reached = (path: string) => noticed(abuseOfPath(path));
  noticed(scriptAbuse(command));
  let operations = 0;
  const tick = async (): Promise<void> => {
    if (++operations % yieldEvery === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal.aborted) throw new Error("interrupted");
  };

  try {
    const tree = shellTree(project, scratchVolume(context.now));
    const bash = new Bash({
      fs: shellFs({ tree, tick, refused, reached }),
      cwd: shownPath(context.shell.cwd),
      env: { HOME: mountPoint, TMPDIR: "/tmp", LANG: "C.UTF-8" },
      customCommands: [
        ...shellCommands({
          files: waiting,
          readable: readableBy(policy),
          deny: policy.deny,
          tick,
          refused,
          reached,
          noticed,
        }),
        redirectionCheck(resolveSegments, (path) => {
          reached(path);
          return writeProblem(tree, path, refused);
        }),
      ],
      executionLimitProfile: "hardened",
      executionLimits: { ...limits, maxExecutionTimeMs: timeoutMs + 1000 },
    });
    bash.registerTransformPlugin(redirectionPlugin);
    const result = await execute(bash, command, signal);
    // Once cancelled the workspace takes no more writes.
    const failure = context.signal.aborted ? "" : await flushed(waiting);
    const ended = context.signal.aborted ? "cancelled" : timer.signal.aborted ? "timeout" : "done";
    return {
      output: [textOf(result), result.stderr, failure].filter(Boolean).join(joiner(result)),
      exit_code: failure ? 1 : ended === "done" ? result.exitCode : 124,
      ended,
      cwd: insideProject(result.env["PWD"] ?? shownPath(context.shell.cwd)) ?? null,
      changed: project.changed(),
      refusals: [...refusals],
      abuse: [...abuse.values()],
    };
  } finally {
    clearTimeout(timeout);
  }
}

/** What is no grammar runs nothing; nor does a text so long say more by being read twice. */
function scriptAbuse(command: string): ShellAbuse | null {
  const script = command.length > 20_000 ? undefined : parseScript(command);
  return script ? abuseOfScript(script) : null;
}

/** Why a redirection cannot write here, in bash's words; the guard's go to `refused`. */
function writeProblem(
  tree: ShellTree,
  path: string,
  refused: (why: string) => void,
): string | null {
  try {
    tree.assertFile(path);
    return null;
  } catch (error) {
    const known = toFsError(error, "open", path);
    if (!isFsError(known)) throw error;
    const why = refusalOf(known, path);
    if (why) refused(why);
    return bashSentence(known);
  }
}

const joiner = (result: BashExecResult): string =>
  result.stdout === "" || result.stdout.endsWith("\n") ? "" : "\n";

/** A refused redirection leaves just-bash as a throw; here it is an ordinary failure. */
async function execute(bash: Bash, command: string, signal: AbortSignal): Promise<BashExecResult> {
  try {
    return await bash.exec(command, { signal, rawScript: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { stdout: "", stderr: `bash: ${message}\n`, exitCode: 1, env: {} };
  }
}

async function flushed(waiting: { flush(): Promise<void> }): Promise<string> {
  try {
    await waiting.flush();
    return "";
  } catch (error) {
    if (error instanceof ToolRefusal || error instanceof AppError) {
      return `bash: the last write failed: ${refusalText(error)}\n`;
    }
    throw error;
  }
}

const textOf = (result: BashExecResult): string =>
  result.stdoutKind === "bytes" || result.stdoutEncoding === "binary"
    ? new TextDecoder().decode(bytesOfLatin1(result.stdout))
    : result.stdout;
