/** What recording a request costs it: the same Worker with and without its Queue, in turns. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anyPort } from "../local/port.ts";
import { untilHealthy } from "../local/serve.ts";
import { prepareState } from "../local/state.ts";
import { startService } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";
import { spread, type Spread } from "./statistics.ts";

const passwords = { admin: "correct-horse-battery-admin", user: "correct-horse-battery-user" };
const secret = "a-secret-for-benches-of-at-least-32-characters";
const pairs = 1000;

/** wrangler.toml elsewhere, with the bench's Worker before the product's. */
async function configIn(folder: string): Promise<string> {
  const toml = await readFile(fromRoot("wrangler.toml"), "utf8");
  const moved = toml
    .replace(
      /^main = .*$/m,
      `main = ${JSON.stringify(fromRoot("workers/testing/recording-worker.ts"))}`,
    )
    .replace(/^directory = .*$/m, `directory = ${JSON.stringify(fromRoot("web/dist"))}`)
    .replace(
      /^migrations_dir = .*$/m,
      `migrations_dir = ${JSON.stringify(fromRoot("migrations"))}`,
    );
  const path = join(folder, "wrangler.toml");
  await writeFile(path, moved);
  await writeFile(join(folder, ".dev.vars"), `ENVIRONMENT="local"\nSECRET_KEY="${secret}"\n`);
  return path;
}

async function startSite(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "engawa-recording-"));
  const state = join(folder, "state");
  await prepareState({ folder: state, passwords });
  const port = await anyPort();
  const args = ["dev", "--config", await configIn(folder), "--port", String(port)];
  args.push("--ip", "localhost", "--inspector-port", "0", "--persist-to", state);
  args.push("--show-interactive-dev-session", "false");
  const service = startService(tools.wrangler, args, {});
  const url = `http://localhost:${port}`;
  const stop = async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  await untilHealthy(url, service).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "user@engawa.example", password: passwords.user }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export interface RecordingFigures {
  readonly on: Spread;
  readonly off: Spread;
  /** On by off, of the medians. */
  readonly ratio: number;
}

/** In turns, each order as often: what else the machine does weighs on both alike. */
export async function measureRecording(): Promise<RecordingFigures> {
  const site = await startSite();
  try {
    const cookie = await signIn(site.url);
    const once = async (recording: "on" | "off"): Promise<number> => {
      const began = performance.now();
      const answer = await fetch(`${site.url}/api/v1/projects`, {
        headers: { cookie, "x-bench-recording": recording },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${answer.status}`);
      return performance.now() - began;
    };
    for (let n = 0; n < 50; n++) await once(n % 2 ? "on" : "off");
    const values = { on: [] as number[], off: [] as number[] };
    for (let n = 0; n < pairs; n++) {
      const order = n % 2 ? (["on", "off"] as const) : (["off", "on"] as const);
      for (const which of order) values[which].push(await once(which));
    }
    const [on, off] = [spread(values.on), spread(values.off)];
    return { on, off, ratio: on.median / off.median };
  } finally {
    await site.stop();
  }
}
