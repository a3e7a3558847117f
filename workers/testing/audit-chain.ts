import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { chainName, type Verification } from "../audit/rpc.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb } from "../platform/db.ts";

const db = openDb(env.DB);
const stub = () => env.AUDIT_CHAIN.getByName(chainName);

/** Taken anew with each new chain: what was taken before all objects were aborted stays broken. */
export let chain = stub();
export const nobody = { ip: "192.0.2.1", userAgent: "test" };

export const record = (userId: string, value: number) =>
  auditStatement(db, { id: userId }, nobody, {
    event: "DATA_CHANGE",
    action: "UPDATE",
    resource: ["USER", userId],
    before: { value: value - 1 },
    after: { value },
  });

/** Other files' tests take their own rows away, sealed or not: a chain of this file's own begins. */
export const newChain = () => {
  chain = stub();
  return runInDurableObject(chain, async (object, state) => {
    await object.seal();
    await env.DB.prepare("DELETE FROM audit_seal").run();
    await state.storage.deleteAll();
  });
};

/** All steps of a verification as one. */
export async function verifyAll(): Promise<Verification> {
  let found = await chain.verify(1);
  let { erased, purged } = found;
  while (found.next !== null) {
    found = await chain.verify(found.next);
    erased += found.erased;
    purged += found.purged;
  }
  return { ...found, erased, purged };
}

export const set = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

/** Does something forbidden, sees what is found, and undoes it. */
export async function tamper(change: () => Promise<unknown>, undo: () => Promise<unknown>) {
  await change();
  const found = await verifyAll();
  await undo();
  expect((await verifyAll()).ok).toBe(true);
  return found;
}
