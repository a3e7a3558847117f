import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { verifyAudit } from "#contract/admin-audit";
import { auditStatement } from "../platform/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { eraseAuditDetails } from "../platform/erase-audit.ts";
import { call, signUp } from "../testing/people.ts";
import { chainName, type Verification } from "./rpc.ts";

const db = openDb(env.DB);
const chain = env.AUDIT_CHAIN.getByName(chainName);
const nobody = { ip: "192.0.2.1", userAgent: "test" };

const record = (userId: string, value: number) =>
  auditStatement(db, { id: userId }, nobody, {
    event: "DATA_CHANGE",
    action: "UPDATE",
    resource: ["TEST", null],
    before: { value: value - 1 },
    after: { value },
  });

/** All steps of a verification as one. */
async function verifyAll(): Promise<Verification> {
  let found = await chain.verify(1);
  while (found.next !== null) found = await chain.verify(found.next);
  return found;
}

const set = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

/** Does something forbidden, sees what is found, and undoes it. */
async function tamper(change: () => Promise<unknown>, undo: () => Promise<unknown>) {
  await change();
  const found = await verifyAll();
  await undo();
  expect((await verifyAll()).ok).toBe(true);
  return found;
}

async function threeRows() {
  const user = crypto.randomUUID();
  await runBatch(db, record(user, 1), record(user, 2), record(user, 3));
  await chain.seal();
  const { results } = await env.DB.prepare(
    `SELECT audit_log.id, seq, hash, new_value FROM audit_log
     JOIN audit_seal ON audit_id = audit_log.id WHERE user_id = ? ORDER BY seq`,
  )
    .bind(user)
    .all<{ id: string; seq: number; hash: string; new_value: string }>();
  return { user, rows: results };
}

test("rows written at once by many are sealed in one chain, each once", async () => {
  const user = crypto.randomUUID();
  const writes = Array.from({ length: 60 }, (_one, at) => runBatch(db, record(user, at)));
  await Promise.all([...writes, chain.seal(), chain.seal(), chain.seal()]);
  await chain.seal();
  const count = await env.DB.prepare(
    "SELECT count(*) AS n FROM audit_seal JOIN audit_log ON audit_log.id = audit_id WHERE user_id = ?",
  )
    .bind(user)
    .first<number>("n");
  expect(count).toBe(60);
  expect(await verifyAll()).toMatchObject({ ok: true, unsealed: 0, problem: null });
});

test("a changed value, a changed actor and a changed severity are found where they are", async () => {
  const { rows, user } = await threeRows();
  const [, row] = rows;
  const restored = (column: string, value: unknown) => () =>
    set(`UPDATE audit_log SET ${column} = ? WHERE id = ?`, value, row?.id);
  for (const [column, forged, real] of [
    ["new_value", '{"value":99}', row?.new_value],
    ["user_id", crypto.randomUUID(), user],
    ["severity", "CRITICAL", "INFO"],
  ]) {
    const change = restored(String(column), forged);
    const found = await tamper(change, restored(String(column), real));
    expect(found).toMatchObject({ ok: false, problem: "changed", broken_at: row?.seq });
  }
});

test("a link that was taken out, and a row slipped in before the end, are found", async () => {
  const { rows } = await threeRows();
  const [, row] = rows;
  const gone = await tamper(
    () => set("UPDATE audit_seal SET seq = -1 WHERE seq = ?", row?.seq),
    () => set("UPDATE audit_seal SET seq = ? WHERE seq = -1", row?.seq),
  );
  expect(gone).toMatchObject({ ok: false, problem: "missing", broken_at: row?.seq });
  const slipped = await tamper(
    () =>
      set(
        `INSERT INTO audit_log(rowid, id, event_type, action, resource_type, severity, created_at)
         VALUES(-1, 'slipped', 'ACCESS', 'LOGIN_SUCCESS', 'USER', 'INFO', 0)`,
      ),
    () => set("DELETE FROM audit_log WHERE id = 'slipped'"),
  );
  expect(slipped).toMatchObject({ ok: false, problem: "unsealed_gap" });
});

test("a chain that was written anew in the database does not end as its writer remembers", async () => {
  const { rows } = await threeRows();
  const last = rows.at(-1);
  const cut = await tamper(
    () => set("UPDATE audit_seal SET seq = -seq WHERE seq = ?", last?.seq),
    () => set("UPDATE audit_seal SET seq = -seq WHERE seq = ?", -(last?.seq ?? 0)),
  );
  expect(cut).toMatchObject({ ok: false, problem: "missing" });
});

test("a step that was cut off between its two writes is made again, with the same links", async () => {
  const head = await runInDurableObject(chain, (_object, state) => state.storage.kv.get("head"));
  await runBatch(db, record(crypto.randomUUID(), 1));
  await chain.seal();
  await runInDurableObject(chain, (_object, state) => state.storage.kv.put("head", head));
  await chain.seal();
  expect((await verifyAll()).ok).toBe(true);
});

test("what tells of a person can be taken out, and the chain still holds", async () => {
  const { user } = await threeRows();
  await runBatch(db, eraseAuditDetails(db, user));
  const found = await verifyAll();
  expect(found.ok).toBe(true);
  expect(found.erased).toBeGreaterThanOrEqual(3);
});

test("an administrator verifies the chain; nobody else does", async () => {
  const admin = await signUp("admin");
  const answer = await call(admin, verifyAudit, { json: {} });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ ok: true, problem: null });
  expect((await call(await signUp("user"), verifyAudit, { json: {} })).status).toBe(403);
});
