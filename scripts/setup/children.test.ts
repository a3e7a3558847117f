import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { run, startService } from "./children.ts";
import { fromRoot } from "./paths.ts";

let folder: string;
let tool: string;
let pids: string;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The process ids of a running tool and of what it started. */
async function startedPids(): Promise<number[]> {
  const written = await vi.waitUntil(() => readFile(pids, "utf8").catch(() => ""), 10_000);
  return JSON.parse(written) as number[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-children-"));
  tool = join(folder, "tool.mjs");
  pids = join(folder, "pids");
  await writeFile(
    tool,
    `import { spawn } from "node:child_process";
     import { renameSync, writeFileSync } from "node:fs";
     process.on("SIGTERM", () => {});
     const inner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
     writeFileSync("${pids}.new", JSON.stringify([process.pid, inner.pid]));
     renameSync("${pids}.new", "${pids}");
     setInterval(() => {}, 1000);`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("stopping a service ends what it started too, even when it ignores the request", async () => {
  await rm(pids, { force: true });
  const service = startService(tool, [], {});
  const started = await startedPids();
  await service.stop();
  await vi.waitUntil(() => !started.some(alive), 5_000);
}, 20_000);

test("a service does not outlive whoever started it, even killed", async () => {
  await rm(pids, { force: true });
  const children = fromRoot("scripts/setup/children.ts");
  const starter = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { startService } from "${children}"; startService("${tool}", [], {});`,
  ]);
  const started = await startedPids();
  starter.kill("SIGKILL");
  await once(starter, "exit");
  await vi.waitUntil(() => !started.some(alive), 10_000);
}, 20_000);

test("a program's exit code and output come back as they are", async () => {
  const script = `console.log("out"); console.error("err"); process.exit(3)`;
  const { code, stdout, output } = await run(process.execPath, ["-e", script]);
  expect({ code, stdout: stdout.trim() }).toEqual({ code: 3, stdout: "out" });
  expect(output).toContain("err");
}, 20_000);
