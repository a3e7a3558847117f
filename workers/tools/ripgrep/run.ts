/** ripgrep's own engine over the project's files: one instance of the module a call, nothing kept. */
import type { ToolFiles } from "../files.ts";
import { aliasesIn, mountPoint } from "../../agent/project-root.ts";
import { shownPath } from "../tool-path.ts";
import { fileView } from "./file-view.ts";
import { collectOutput, OutputLimit } from "./output.ts";
import engine from "./rg.wasm";
import { ProcessExit, wasiImports } from "./wasi.ts";

export interface RipgrepOptions {
  /** Relative to the project's root. */
  readonly cwd: string;
  readonly stdin?: Uint8Array;
  /** Files for which this is false are left out of a search and refused when named. */
  readonly readable?: (path: string) => boolean;
}

export interface RipgrepResult {
  /** 0 found, 1 not found, 2 an error. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A pattern that compiles to more is refused with ripgrep's own message. */
const patternLimits = ["--regex-size-limit=8M", "--dfa-size-limit=8M"];

const maxOutput = 16 * 1024 * 1024;
/** Bodies that lie in R2 are brought for a search up to these sizes, in bytes. */
const maxBody = 5 * 1024 * 1024;
const maxPreload = 16 * 1024 * 1024;

/** Runs `rg` with these arguments. Never throws for what the arguments say. */
export async function runRipgrep(
  files: ToolFiles,
  args: readonly string[],
  options: RipgrepOptions,
): Promise<RipgrepResult> {
  const first = runOnce(files, args, options, new Map());
  if (first.missing.size === 0) return first.result;

  const bodies = new Map<string, Uint8Array>();
  const skipped: string[] = [];
  let total = 0;
  for (const path of first.missing) {
    const size = files.stat(path)?.size ?? 0;
    if (size > maxBody || total + size > maxPreload) {
      skipped.push(path);
      continue;
    }
    total += size;
    bodies.set(path, await files.read(path));
  }
  const { result } = runOnce(files, args, options, bodies);
  if (skipped.length === 0) return result;
  const notice = skipped
    .map((path) => `rg: ${shownPath(path)}: not searched, too large\n`)
    .join("");
  return { ...result, stderr: result.stderr + notice };
}

function runOnce(
  files: ToolFiles,
  args: readonly string[],
  options: RipgrepOptions,
  bodies: ReadonlyMap<string, Uint8Array>,
): { result: RipgrepResult; missing: Set<string> } {
  const view = fileView(files, bodies, options.readable ?? (() => true));
  const stdout = collectOutput(maxOutput);
  const stderr = collectOutput(maxOutput);
  const here = { name: ".", at: shownPath(options.cwd) };
  const roots = args.some((arg) => arg.includes(mountPoint)) ? [mountPoint] : [];
  roots.push(...new Set(args.flatMap(aliasesIn)));
  const process = {
    args: ["rg", ...patternLimits, ...ignoreRules(files, args, options.cwd), ...args],
    preopens: [here, ...roots.map((name) => ({ name, at: mountPoint }))],
    view,
    stdin: options.stdin ?? new Uint8Array(0),
    stdout,
    stderr,
  };
  let memory: WebAssembly.Memory | undefined;
  const imports = wasiImports(process, () => {
    if (!memory) throw new Error("the engine ran before it had memory");
    return memory;
  });
  const instance = new WebAssembly.Instance(engine, { wasi_snapshot_preview1: imports });
  const { memory: own, _start: start } = instance.exports;
  if (!(own instanceof WebAssembly.Memory) || typeof start !== "function") {
    throw new Error("rg.wasm is not what scripts/prepare.mjs unpacks");
  }
  memory = own;

  const { code, notice } = outcomeOf(() => start());
  const result = { code, stdout: stdout.text(), stderr: stderr.text() + notice };
  return { result, missing: view.missing };
}

/**
 * .gitignore counts without a repository around it. The engine cannot look above the directories it
 * is given, so the root's own file is named.
 */
function ignoreRules(files: ToolFiles, args: readonly string[], cwd: string): string[] {
  const off = args.some((arg) => arg.startsWith("--no-ignore") || /^-[a-zA-Z]*u/.test(arg));
  if (off) return [];
  const named = cwd === "" && files.stat(".gitignore")?.type === "file";
  return ["--no-require-git", ...(named ? ["--ignore-file", ".gitignore"] : [])];
}

function outcomeOf(start: () => void): { code: number; notice: string } {
  try {
    start();
    return { code: 0, notice: "" };
  } catch (error) {
    if (error instanceof ProcessExit) return { code: error.exitCode, notice: "" };
    if (error instanceof OutputLimit) {
      return { code: 2, notice: "rg: stopped, there is too much output; narrow the search\n" };
    }
    if (error instanceof WebAssembly.RuntimeError) {
      return { code: 2, notice: "rg: stopped, the search needs more memory than there is\n" };
    }
    throw error;
  }
}
