/** What the tests of the workspace share. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { newId } from "#contract/ids";
import type { BlobStore } from "./blobs.ts";
import type { Journal } from "./commit.ts";
import { limitsOf } from "./limits.ts";
import { createBodyCache } from "./body-cache.ts";
import { createListingCache } from "./listing-cache.ts";
import { createLock } from "./lock.ts";
import type { Origin, WorkspaceRpc } from "./rpc.ts";
import { ensureSchema } from "./schema.ts";

export const person: Origin = { kind: "user", user_id: "u1", session_id: null, turn_id: null };

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface TestWorkspace {
  readonly id: string;
  readonly stub: ReturnType<typeof env.WORKSPACE.getByName>;
  readonly rpc: WorkspaceRpc;
}

/** A project's workspace of its own. */
export async function openWorkspace(): Promise<TestWorkspace> {
  const id = newId();
  const stub = env.WORKSPACE.getByName(id);
  await stub.open(id);
  return { id, stub, rpc: stub };
}

/** A result's value; throws its code otherwise. */
export function value<T>(
  result: { ok: true; value: T } | { ok: false; code: string; details?: unknown },
): T {
  if (result.ok) return result.value;
  throw new Error(`${result.code} ${JSON.stringify(result.details)}`);
}

export async function readAll(rpc: WorkspaceRpc, path: string): Promise<Uint8Array> {
  const file = value(await rpc.readFile(path));
  return new Uint8Array(await new Response(file.body).arrayBuffer());
}

export const textAt = async (rpc: WorkspaceRpc, path: string): Promise<string> =>
  new TextDecoder().decode(await readAll(rpc, path));

export const pathsOf = async (rpc: WorkspaceRpc): Promise<string[]> =>
  (await rpc.tree()).items.map(({ path, type }) => (type === "directory" ? `${path}/` : path));

export function streamOf(body: Uint8Array, chunk = 64 * 1024): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      if (at >= body.length) return controller.close();
      controller.enqueue(body.slice(at, at + chunk));
      at += chunk;
    },
  });
}

export interface Parts {
  readonly sql: SqlStorage;
  readonly journal: Journal;
  readonly blobs: BlobStore;
}

/** The parts of a workspace over a real object's storage, for what RPC does not show. */
export async function inside<T>(
  work: (parts: Parts) => Promise<T>,
  clock: () => number = Date.now,
): Promise<T> {
  const { id, stub } = await openWorkspace();
  return runInDurableObject(stub, async (_object, { storage }) => {
    const { sql } = storage;
    ensureSchema(sql);
    const shared = { sql, limits: limitsOf(10), now: clock };
    const journal: Journal = {
      listings: createListingCache(),
      room: { within: async (_grows, work) => work() },
      ...shared,
      transaction: (run) => storage.transactionSync(run),
      changed: () => undefined,
    };
    const blobs: BlobStore = {
      ...shared,
      bucket: env.FILES,
      project: () => id,
      wake: () => undefined,
      exclusive: createLock(),
      cache: createBodyCache(),
    };
    return work({ sql, journal, blobs });
  });
}
