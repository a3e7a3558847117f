import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { verifyAudit } from "#contract/admin-audit";
import { watchChain } from "../admin/audit/watch-chain.ts";
import { checkSiteInDetail } from "../operations/health/check-site.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { eraseAuditDetails } from "../platform/records/erase-audit.ts";
import { chain, newChain, record, set, tamper, verifyAll } from "../testing/audit-chain.ts";
import { call, signUp } from "../testing/people.ts";
import { sha256Hex } from "../platform/hash.ts";
import { contentHash, type StoredRow } from "./link.ts";

const db = openDb(env.DB);
beforeAll(newChain);

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

test("a changed value, a changed actor and a changed severity are found where they are", async () => {
  const { rows, user } = await threeRows();
  const [, row] = rows;
  const restored = (column: string, value: unknown) => () =>
    set(`UPDATE audit_log SET ${column} = ? WHERE id = ?`, value, row?.id);
  for (const [column, forged, real] of [
    ["new_value", '{"value":99}', row?.new_value],
    ["user_id", crypto.randomUUID(), user],
    ["severity", "CRITICAL", "INFO"],
    ["result", "failure", "success"],
    ["login_id", "somebody-elses", null],
  ] as const) {
    const change = restored(String(column), forged);
    const found = await tamper(change, restored(String(column), real));
    expect(found).toMatchObject({ ok: false, problem: "changed", broken_at: row?.seq });
  }
});

test("a row from before records had a result is sealed as it was then (U-145)", async () => {
  const { rows } = await threeRows();
  const row = await env.DB.prepare("SELECT * FROM audit_log WHERE id = ?")
    .bind(rows[0]?.id)
    .first<StoredRow>();
  if (!row) throw new Error("no row");
  const old = { ...row, result: null, login_id: null };
  const { id, user_id, action, resource_type, resource_id, changed_fields, severity } = old;
  const what = [action, resource_type, resource_id, changed_fields];
  const then = [id, user_id, null, null, null, ...what];
  const sealed = await sha256Hex(JSON.stringify([...then, severity, "detail"]));
  expect(await contentHash(old, "detail")).toBe(sealed);
  expect(await contentHash(row, "detail")).not.toBe(sealed);
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

test("what tells of a person can be taken out, and the chain still holds", async () => {
  const { user } = await threeRows();
  await runBatch(db, eraseAuditDetails(db, user));
  const found = await verifyAll();
  expect(found.ok).toBe(true);
  expect(found.erased).toBeGreaterThanOrEqual(3);
});

test("calling a forged row erased does not hide it, nor does erasing what somebody there did", async () => {
  const { rows } = await threeRows();
  const [row] = rows;
  const erase = (value: unknown, at: number | null) => () =>
    set("UPDATE audit_log SET new_value = ?, erased_at = ? WHERE id = ?", value, at, row?.id);
  const forged = await tamper(erase('{"value":99}', 1), erase(row?.new_value, null));
  expect(forged).toMatchObject({ ok: false, problem: "changed", broken_at: row?.seq });
  const { id } = await signUp("user");
  await runBatch(db, record(id, 1));
  await chain.seal();
  await runBatch(db, eraseAuditDetails(db, id));
  expect(await verifyAll()).toMatchObject({ ok: false, problem: "changed" });
  await set("UPDATE user SET status = 'deleted' WHERE id = ?", id);
  expect((await verifyAll()).ok).toBe(true);
});

test("beyond the end there is nothing to find fault with", async () => {
  const found = await chain.verify(Number.MAX_SAFE_INTEGER);
  expect(found).toMatchObject({ ok: true, checked: 0, next: null });
});

test("an administrator verifies the chain; nobody else does", async () => {
  const admin = await signUp("admin");
  const answer = await call(admin, verifyAudit, { json: {} });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ ok: true, problem: null });
  expect((await call(await signUp("user"), verifyAudit, { json: {} })).status).toBe(403);
});

test("what the minute's look finds is in health, on record and told once; it goes when it is mended", async () => {
  const admin = await signUp("admin");
  const { rows } = await threeRows();
  const look = () => watchChain(env, Date.now());
  const health = async () => (await checkSiteInDetail(env, Date.now(), false)).checks;
  const told = async () =>
    (
      await env.DB.prepare(
        `SELECT 'row' AS what FROM audit_log WHERE action = 'AUDIT_BROKEN'
         UNION ALL SELECT 'notice' FROM notice WHERE kind = 'audit_broken' AND user_id = ?`,
      )
        .bind(admin.id)
        .all<{ what: string }>()
    ).results.map(({ what }) => what);
  await look();
  expect((await health()).durable_objects.audit_chain.status).toBe("healthy");
  const forge = (value: unknown) =>
    set("UPDATE audit_log SET new_value = ? WHERE id = ?", value, rows[1]?.id);
  await forge('{"value":99}');
  await look();
  await look();
  expect((await health()).durable_objects.audit_chain).toMatchObject({
    status: "unhealthy",
    problem: "tampered",
    details: { broken_at: rows[1]?.seq },
  });
  expect(await told()).toEqual(["row", "notice"]);
  await forge(rows[1]?.new_value);
  await look();
  expect(await chain.fault()).toBeNull();
});

test("the whole is walked in steps: what is older than the last stretch is found too, and stays found", async () => {
  const user = crypto.randomUUID();
  const { rows } = await threeRows();
  for (let at = 0; at < 320; at += 80) {
    const [one, ...more] = Array.from({ length: 80 }, (_one, n) => record(user, at + n));
    if (one) await runBatch(db, one, ...more);
  }
  await chain.watch();
  const slip =
    "INSERT INTO audit_log(rowid, id, event_type, action, resource_type, severity, created_at)";
  await set(`${slip} VALUES(-2, 'slipped', 'ACCESS', 'LOGIN_SUCCESS', 'USER', 'INFO', 0)`);
  await chain.watch();
  expect(await chain.watch()).toMatchObject({ problem: "unsealed_gap", broken_at: 1 });
  await set("DELETE FROM audit_log WHERE id = 'slipped'");
  await set("UPDATE audit_log SET severity = 'WARNING' WHERE id = ?", rows[0]?.id);
  for (let n = 0; n < 3; n++) await chain.watch();
  const found = { problem: "changed", broken_at: rows[0]?.seq };
  expect([await chain.watch(), await chain.fault()]).toEqual([found, found]);
  await set("UPDATE audit_log SET severity = 'INFO' WHERE id = ?", rows[0]?.id);
  expect(await chain.watch()).toBeNull();
});

test("one look goes on through several steps, and ends where something is wrong", async () => {
  await newChain();
  const user = crypto.randomUUID();
  for (let at = 0; at < 1120; at += 80) {
    const [one, ...more] = Array.from({ length: 80 }, (_one, n) => record(user, at + n));
    if (one) await runBatch(db, one, ...more);
  }
  await chain.seal();
  const row = "(SELECT audit_id FROM audit_seal WHERE seq = 700)";
  await set(`UPDATE audit_log SET severity = 'WARNING' WHERE id = ${row}`);
  expect(await chain.watch(1)).toBeNull();
  await runInDurableObject(chain, (_object, { storage }) => storage.kv.delete("watch"));
  expect(await chain.watch(3)).toEqual({ problem: "changed", broken_at: 700 });
});
