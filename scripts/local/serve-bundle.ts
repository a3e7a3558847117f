import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from "miniflare";
import { readOptions } from "./worker-bundle.ts";

export interface ServeBundleOptions {
  /** As `bundleWorker` answers it. */
  readonly bundle: string;
  readonly port: number;
  /** Address to listen on; `localhost` (default) is both loopback addresses. */
  readonly ip?: string;
  /** Folder of the data. */
  readonly state: string;
  /** Secrets and variables over those of wrangler.toml. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes what the Worker says. */
  readonly say?: (message: string) => void;
}

async function modulesOf(folder: string) {
  const names = (await readdir(folder)).filter((name) => /\.(js|wasm)$/.test(name));
  const main = names.filter((name) => name.endsWith(".js"));
  if (main.length !== 1) throw new Error(`One script was expected in the bundle: ${main.join()}`);
  return [...main, ...names.filter((name) => name.endsWith(".wasm"))].map((name) => ({
    type: name.endsWith(".js") ? ("ESModule" as const) : ("CompiledWasm" as const),
    path: join(folder, name),
  }));
}

/** A bundled Worker in workerd, started from this very process: a fifth of the time of `wrangler dev`. */
export async function serveBundle({ bundle, port, ip, state, env, say }: ServeBundleOptions) {
  let tail = "";
  const modulesRoot = join(bundle, "modules");
  const options = await readOptions(bundle);
  const worker = {
    ...options,
    name: "engawa",
    modules: await modulesOf(modulesRoot),
    modulesRoot,
    bindings: { ...options.bindings, ...env },
  };
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: ip ?? "localhost",
      port,
      cf: false,
      log: new NoOpLog(),
      logRequests: false,
      resourcePersistencePath: join(state, "v3"),
      // The address that runs a cron.
      unsafeTriggerHandlers: true,
      handleStructuredLogs: ({ message }) => {
        tail = `${tail}${message}\n`.slice(-4_000);
        say?.(message);
      },
      workers: [worker],
    }),
  );
  await runtime.ready;
  return { tail: () => tail, stop: () => runtime.dispose() };
}
