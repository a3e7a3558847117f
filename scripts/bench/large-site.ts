import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSpa } from "../local/build.ts";
import { anyPort } from "../local/port.ts";
import { serve } from "../local/serve.ts";
import { prepareState } from "../local/state.ts";
import { fillLargeSite, largeSitePasswords } from "./console-fill.ts";

export interface LargeSite {
  readonly url: string;
  /** Of its administrator. */
  readonly cookie: string;
  /** As its administrator, below `/api/v1`. */
  readonly get: (path: string) => Promise<Response>;
  /** The same, with JSON. Throws what is not good. */
  readonly json: <T>(method: string, path: string, body?: unknown) => Promise<T>;
}

/** Serves the large site of a folder, filled first where it is not. */
export async function onLargeSite(
  argument: string | undefined,
  work: (site: LargeSite) => Promise<void>,
): Promise<void> {
  if (argument === undefined) throw new Error("Name a folder.");
  const folder = resolve(argument);
  if (!existsSync(join(folder, "v3"))) await fillLargeSite(folder);
  // One that was filled before may lack newer migrations.
  await prepareState({ folder, passwords: largeSitePasswords, unlimited: true });
  await buildSpa();
  const secrets = await mkdtemp(join(tmpdir(), "engawa-large-"));
  const envFile = join(secrets, ".dev.vars");
  await writeFile(
    envFile,
    `ENVIRONMENT="local"\nSECRET_KEY="a-secret-for-benches-of-at-least-32-characters"\n`,
  );
  const port = await anyPort();
  const service = await serve({ port, state: folder, envFile });
  try {
    const url = `http://localhost:${port}`;
    const login = await fetch(`${url}/api/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({ email: "admin@engawa.example", password: largeSitePasswords.admin }),
    });
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const get = (path: string) => fetch(`${url}/api/v1${path}`, { headers: { cookie } });
    const json = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { cookie, origin: url, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    await work({ url, cookie, get, json });
  } finally {
    await service.stop();
    await rm(secrets, { recursive: true, force: true });
  }
}
