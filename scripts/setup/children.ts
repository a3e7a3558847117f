import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot, root } from "./paths.ts";
import { toolEnv } from "./tool-env.ts";

const windows = process.platform === "win32";

export interface Service {
  readonly pid: number;
  /** The last lines it wrote, for when it fails. */
  tail(): string;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number>;
  /** Ends it with everything it started; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** A file that gets all output; `inherit` shows it. Absent: only the tail is kept. */
  readonly output?: string;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Starts a long-running Node tool in its own process group; it never outlives this process. */
export function startService(script: string, args: string[], options: ServiceOptions): Service {
  const preload = pathToFileURL(fromRoot("scripts/setup/die-with-parent.mjs")).href;
  const shown = options.output === "inherit";
  const child = spawn(process.execPath, ["--import", preload, script, ...args], {
    cwd: options.cwd ?? root,
    env: toolEnv(options.env),
    detached: !windows,
    stdio: ["ignore", shown ? "inherit" : "pipe", shown ? "inherit" : "pipe"],
  });
  let tail = "";
  if (options.output !== undefined && !shown)
    mkdirSync(dirname(options.output), { recursive: true });
  const log =
    options.output !== undefined && !shown ? createWriteStream(options.output) : undefined;
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-4_000);
      log?.write(chunk);
    });
  const exited = new Promise<number>((done) => {
    child.once("error", () => done(1));
    child.once("exit", (code) => done(code ?? 1));
  });
  return {
    pid: child.pid ?? 0,
    tail: () => tail.trim().split("\n").slice(-15).join("\n"),
    exited,
    async stop() {
      signalGroup(child, "SIGTERM");
      const timer = setTimeout(() => signalGroup(child, "SIGKILL"), 4_000);
      await exited;
      clearTimeout(timer);
      signalGroup(child, "SIGKILL");
      log?.end();
    },
  };
}

export interface Outcome {
  readonly code: number;
  /** Standard output, then standard error. */
  readonly output: string;
  readonly stdout: string;
}

export interface RunOptions extends Pick<ServiceOptions, "cwd" | "env"> {
  /** Gives it our terminal; nothing is collected. */
  readonly show?: boolean;
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const out = options.show ? "inherit" : "pipe";
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: toolEnv(options.env),
    stdio: [options.show ? "inherit" : "ignore", out, out],
    shell: windows,
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const end = () => child.kill("SIGTERM");
  process.on("SIGTERM", end).on("SIGINT", end);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code: code ?? 1, stdout, output: stdout + stderr };
  } finally {
    process.off("SIGTERM", end).off("SIGINT", end);
  }
}

/** Calls `stop` once when this process is told to end, or when its parent (npm's shell) is gone. Answers how to ask whether that is so. */
export function onEnd(stop: () => Promise<void>): () => boolean {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void end());
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end();
  }, 500).unref();
  return () => ending;
}
