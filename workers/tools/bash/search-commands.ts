/** grep and rg of the shell, on ripgrep's engine where it gives grep's own answer. */
import type { ExecResult, ResolvedCommandContext } from "just-bash/browser";
import type { ToolFiles } from "../files.ts";
import { mountPoint } from "../../agent/project-root.ts";
import { insideProject, resolveSegments } from "../tool-path.ts";
import { bytesOfLatin1 } from "./bytes.ts";
import { grepArguments } from "./grep-arguments.ts";

export interface SearchDeps {
  readonly files: ToolFiles;
  readonly readable: (path: string) => boolean;
  /** As the file system's: grep asks whether a file is there before it opens it. */
  readonly reached: (path: string) => void;
}

const answer = (exitCode: number, stdout: string, stderr: string): ExecResult => ({
  exitCode,
  stdout,
  stderr,
  stdoutKind: "text",
});

async function search(
  args: readonly string[],
  { files, readable }: SearchDeps,
  context: ResolvedCommandContext,
): Promise<ExecResult> {
  const { runRipgrep } = await import("../ripgrep/run.ts");
  const cwd = insideProject(context.cwd) ?? "";
  // just-bash brands its byte strings; they are strings of characters 0 to 255.
  const stdin = bytesOfLatin1(String(context.stdin));
  const found = await runRipgrep(files, args, { cwd, stdin, readable });
  return answer(found.code, found.stdout, found.stderr);
}

const inProject = (cwd: string, operand: string): boolean =>
  operand === "-" || insideProject(resolveSegments(cwd, operand)) !== undefined;

export async function runGrep(
  name: string,
  argv: readonly string[],
  deps: SearchDeps,
  context: ResolvedCommandContext,
): Promise<ExecResult> {
  const parsed = grepArguments(name, argv);
  if (!parsed.ok) return answer(2, "", `${name}: ${parsed.why}\n`);
  const { operands, recursive, args } = parsed;
  for (const operand of operands) deps.reached(resolveSegments(context.cwd, operand));
  const directory = operands.find(
    (operand) =>
      deps.files.stat(insideProject(resolveSegments(context.cwd, operand)) ?? operand)?.type ===
      "directory",
  );
  if (directory !== undefined && !recursive) {
    return answer(2, "", `${name}: ${directory}: Is a directory\n`);
  }
  const searched = operands.length > 0 ? operands : recursive ? [] : ["-"];
  const everywhere = [context.cwd, ...searched].every((each) => inProject(context.cwd, each));
  if (everywhere) return named(name, await search([...args, "--", ...searched], deps, context));
  if (recursive) {
    return answer(2, "", `${name}: a recursive search covers ${mountPoint} only, not /tmp\n`);
  }
  return outside(name, argv, context);
}

/** Files in /tmp: just-bash's own grep, except where it would drop a pattern without a word. */
async function outside(
  name: string,
  argv: readonly string[],
  context: ResolvedCommandContext,
): Promise<ExecResult> {
  const patterns = argv.filter((arg) => /^-[A-Za-z]*e/.test(arg) || arg.startsWith("--regexp"));
  if (patterns.length > 1) {
    return answer(2, "", `${name}: only one -e is supported for files outside ${mountPoint}\n`);
  }
  return context.origCommand ? context.origCommand([...argv]) : answer(127, "", "");
}

export async function runRg(
  argv: readonly string[],
  deps: SearchDeps,
  context: ResolvedCommandContext,
): Promise<ExecResult> {
  if (insideProject(context.cwd) === undefined) {
    return answer(2, "", `rg: it searches ${mountPoint} only; cd there first\n`);
  }
  return search(readsStdin(argv, context) ? [...argv, "-"] : argv, deps, context);
}

/** `cmd | rg pattern`: something came in and only a pattern was given. */
function readsStdin(argv: readonly string[], context: ResolvedCommandContext): boolean {
  return String(context.stdin) !== "" && argv.filter((arg) => !arg.startsWith("-")).length === 1;
}

/** Messages in grep's name. */
const named = (name: string, result: ExecResult): ExecResult => ({
  ...result,
  stderr: result.stderr
    .replaceAll(
      /^rg: (.*): IO error for operation on .*: ([A-Z][^(]*) \(os error \d+\)$/gm,
      "rg: $1: $2",
    )
    .replaceAll(/^rg: /gm, `${name}: `),
});
