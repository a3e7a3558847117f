import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SeedAccounts } from "#scripts/local/accounts";
import { buildSpa } from "#scripts/local/build";
import { fingerprint } from "#scripts/local/fingerprint";
import { anyPort } from "#scripts/local/port";
import { serve } from "#scripts/local/serve";
import { prepareState } from "#scripts/local/state";
import { fromRoot } from "#scripts/setup/paths";
import { passwordCost, standIns } from "#scripts/tests/stand-ins";
import { serveBundle } from "#scripts/local/serve-bundle";
import { bundleWorker, movedConfig } from "#scripts/local/worker-bundle";

export interface TestServer extends SeedAccounts {
  readonly url: string;
  /** Folder of its data, for `runSql`. */
  readonly state: string;
  /** What the server wrote last. */
  log(): string;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** Secrets and variables over the defaults: ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL … */
  readonly env?: Readonly<Record<string, string>>;
  /** A site nobody has set up: no accounts. */
  readonly empty?: boolean;
  /**
   * What runs the built Worker: the runtime itself as with `npm start` (default; its passwords are
   * cheap to check), `wrangler dev`, or `wrangler pages dev`, behind the Pages front.
   */
  readonly by?: "runtime" | "wrangler" | "pages";
}

const passwords = { admin: "correct-horse-battery-admin", user: "correct-horse-battery-user" };

/** A migrated state folder, seeded or not, made once for each version of what goes into it. */
async function stateTemplate(empty: boolean): Promise<string> {
  const inputs = [
    "migrations",
    "workers/auth/password.ts",
    "workers/testing/password-cost.ts",
    "scripts/local/seed-accounts.ts",
  ];
  const version = fingerprint(inputs.map((path) => fromRoot(path)));
  const folder = fromRoot(".wrangler", `e2e-${version.slice(0, 16)}${empty ? "-empty" : ""}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}-${process.pid}`;
  await prepareState({ folder: fresh, passwords, empty, unlimited: true, cost: passwordCost });
  // Somebody else may have been faster; theirs is the same.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}

interface ByWrangler {
  readonly folder: string;
  readonly port: number;
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  readonly pages: boolean;
}

async function serveByWrangler({ folder, port, state, env, pages }: ByWrangler) {
  const envFile = join(folder, ".dev.vars");
  const lines = Object.entries(env).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  await writeFile(envFile, lines.join(""));
  const front = pages ? { behindPages: await movedConfig(folder) } : { envFile, byWrangler: true };
  return serve({ port, state, ...front });
}

/** The built product on a free port, with data of its own that is gone after `stop()`. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const [template] = await Promise.all([stateTemplate(options.empty ?? false), buildSpa()]);
  const folder = await mkdtemp(join(tmpdir(), "engawa-e2e-"));
  const state = join(folder, "state");
  const env = {
    ENVIRONMENT: "local",
    SECRET_KEY: "a-secret-for-tests-of-at-least-32-characters",
    ...options.env,
  };
  await cp(template, state, { recursive: true });
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const port = await anyPort();
  const start =
    options.by === "wrangler" || options.by === "pages"
      ? serveByWrangler({ folder, port, state, env, pages: options.by === "pages" })
      : bundleWorker(standIns).then((bundle) => serveBundle({ bundle, port, state, env }));
  const service = await start.catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    url: `http://localhost:${port}`,
    state,
    admin: { email: "admin@engawa.example", password: passwords.admin },
    user: { email: "user@engawa.example", password: passwords.user },
    log: () => service.tail(),
    async stop() {
      await service.stop();
      await remove();
    },
  };
}
