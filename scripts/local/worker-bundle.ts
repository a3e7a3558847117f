import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "miniflare";

import { run } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";
import { fingerprint } from "./fingerprint.ts";

const inputs = ["workers", "wrangler.toml", "package-lock.json", "tsconfig.json"];
const optionsFile = "options.json";

/** What the local runtime is told of the Worker, but for its modules. */
export interface WorkerOptions {
  readonly [name: string]: unknown;
  readonly bindings?: Record<string, Json>;
}

/** wrangler.toml in another folder, so that the .dev.vars beside it are not a developer's own. */
export async function movedConfig(folder: string): Promise<string> {
  const path = join(folder, "wrangler.toml");
  const toml = await readFile(fromRoot("wrangler.toml"), "utf8");
  const moved = toml.replaceAll(
    /^(main|directory|migrations_dir) = "([^"]+)"$/gm,
    (_line, key: string, value: string) => `${key} = ${JSON.stringify(fromRoot(value))}`,
  );
  await writeFile(path, moved);
  return path;
}

/** What takes the place of a module of the Worker: its name of package.json's `imports`, and a file. */
export type StandIns = Readonly<Record<string, string>>;

async function bundleInto(folder: string, standIns: StandIns): Promise<void> {
  const config = await movedConfig(folder);
  const aliases = Object.entries(standIns).map(([name, path]) => `--alias=${name}:${path}`);
  const outdir = join(folder, "modules");
  const args = ["deploy", "--dry-run", "--config", config, "--outdir", outdir, ...aliases];
  const { code, output } = await run(process.execPath, [tools.wrangler, ...args]);
  if (code !== 0) throw new Error(`The Worker could not be bundled:\n${output}`);
  const { unstable_getMiniflareWorkerOptions: optionsOf } = await import("wrangler");
  await writeFile(join(folder, optionsFile), JSON.stringify(optionsOf(config).workerOptions));
}

const day = 24 * 60 * 60 * 1000;

/** Earlier versions, but for those somebody may just be starting. */
async function removeOld(kept: string): Promise<void> {
  const all = (await readdir(dirname(kept))).filter((name) => name.startsWith("worker-"));
  for (const path of all.map((name) => join(dirname(kept), name))) {
    const isOld = Date.now() - (await stat(path)).mtimeMs > day;
    if (path !== kept && isOld) await rm(path, { recursive: true, force: true });
  }
}

/** The folder of the Worker as it is deployed, bundled once for each version of what goes into it. */
export async function bundleWorker(standIns: StandIns = {}): Promise<string> {
  const version = fingerprint(
    inputs.map((path) => fromRoot(path)),
    JSON.stringify(standIns),
  );
  const folder = fromRoot(".wrangler", `worker-${version.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(join(tmpdir(), "engawa-worker-"));
  await bundleInto(fresh, standIns);
  // Somebody else may have been faster; theirs is the same.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  await removeOld(folder);
  return folder;
}

export async function readOptions(folder: string): Promise<WorkerOptions> {
  return JSON.parse(await readFile(join(folder, optionsFile), "utf8")) as WorkerOptions;
}
