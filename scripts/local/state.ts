import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../setup/paths.ts";
import { toolEnv } from "../setup/tool-env.ts";
import type { SeedAccounts } from "./accounts.ts";
import { ensureDevVars, readDevVars } from "./dev-vars.ts";
import { fingerprint } from "./fingerprint.ts";
import type { SeedOptions } from "./seed-accounts.ts";

/** Where `npm start` and `npm run dev` keep their data; wrangler adds `/v3` to it. */
export const localState = fromRoot(".wrangler/state");

export type StateRequest = SeedOptions & {
  readonly folder: string;
  /** Migrated only: nobody has an account. */
  readonly empty?: boolean;
};

/**
 * Migrates and seeds the databases of a state folder, in a process of its own because it needs all
 * of wrangler in memory. Costs nothing when the folder has every migration already.
 * Answers the new accounts; undefined when they existed.
 */
export async function prepareState(request: StateRequest): Promise<SeedAccounts | undefined> {
  const stamp = join(request.folder, "v3", "prepared");
  const now = fingerprint([fromRoot("migrations")]);
  const prepared = existsSync(stamp) && readFileSync(stamp, "utf8") === now;
  if (prepared && request.reset !== true) return undefined;
  const accounts = await runProgram(request);
  mkdirSync(join(request.folder, "v3"), { recursive: true });
  writeFileSync(stamp, now);
  return accounts;
}

/** The same for the folder of `npm start`, with its secrets. */
export function prepareLocalState(reset = false): Promise<SeedAccounts | undefined> {
  ensureDevVars();
  return prepareState({ folder: localState, pepper: readDevVars()["PASSWORD_PEPPER"], reset });
}

function runProgram(request: StateRequest): Promise<SeedAccounts | undefined> {
  const child = fork(fromRoot("scripts/local/state-program.ts"), {
    env: toolEnv(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.send(request);
  return new Promise((resolve, reject) => {
    let accounts: SeedAccounts | undefined;
    child.once("message", (message: { accounts?: SeedAccounts }) => (accounts = message.accounts));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0
        ? resolve(accounts)
        : reject(new Error(`The local database could not be prepared:\n${output.trim()}`)),
    );
  });
}
