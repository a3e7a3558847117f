/**
 * The part of WASI preview 1 that ripgrep uses, over a FileView. Read-only: there is no call that
 * writes a file, opens a socket or sees a clock other than zero.
 */
import type { FileView } from "./file-view.ts";
import type { Output } from "./output.ts";
import { fileCalls } from "./wasi-files.ts";
import { errno, type Memory, memoryOf } from "./wasi-memory.ts";

export class ProcessExit extends Error {
  override readonly name = "ProcessExit";
  constructor(readonly exitCode: number) {
    super(`exit ${exitCode}`);
  }
}

export interface Process {
  readonly args: readonly string[];
  /** Directories given before the start: a name and where it stands, absolute. */
  readonly preopens: readonly { readonly name: string; readonly at: string }[];
  readonly view: FileView;
  readonly stdin: Uint8Array;
  readonly stdout: Output;
  readonly stderr: Output;
}

const encoder = new TextEncoder();

export function wasiImports(process: Process, memory: () => WebAssembly.Memory) {
  const views = memoryOf(memory);
  return { ...processCalls(process, views), ...fileCalls(process, views) };
}

function processCalls(process: Process, { words, bytes }: Memory) {
  const args = process.args.map((arg) => encoder.encode(`${arg}\0`));
  return {
    args_get(list: number, buffer: number) {
      let at = buffer;
      args.forEach((arg, index) => {
        words().setUint32(list + index * 4, at, true);
        bytes().set(arg, at);
        at += arg.length;
      });
      return errno.ok;
    },
    args_sizes_get(count: number, size: number) {
      words().setUint32(count, args.length, true);
      const total = args.reduce((sum, arg) => sum + arg.length, 0);
      words().setUint32(size, total, true);
      return errno.ok;
    },
    environ_get: () => errno.ok,
    environ_sizes_get(count: number, size: number) {
      words().setUint32(count, 0, true);
      words().setUint32(size, 0, true);
      return errno.ok;
    },
    clock_time_get(_clock: number, _precision: bigint, out: number) {
      words().setBigUint64(out, 0n, true);
      return errno.ok;
    },
    random_get(at: number, length: number) {
      crypto.getRandomValues(bytes().subarray(at, at + length));
      return errno.ok;
    },
    sched_yield: () => errno.ok,
    poll_oneoff: () => errno.invalid,
    proc_exit(code: number): never {
      throw new ProcessExit(code);
    },
  };
}
