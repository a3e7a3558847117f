/** Who is on hold, and what never was in the audit chain: it stays, and is in the way of nothing that goes. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-data";
import type { OutputOf } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { chain, newChain } from "../../testing/audit-chain.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
  await newChain();
});

type Preview = OutputOf<typeof contract.previewCleanup>;
type Executed = OutputOf<typeof contract.executeCleanup>;
const answer = async <T>(response: Promise<Response>): Promise<T> =>
  (await response).json() as Promise<T>;
const execute = (json: Record<string, unknown>) =>
  answer<Executed>(call(admin, contract.executeCleanup, { json }));

const left = (endpoint: string) =>
  env.DB.prepare("SELECT count(*) AS n FROM user_activity WHERE endpoint = ?")
    .bind(endpoint)
    .first<number>("n");

test("of who is on hold nothing goes, neither theirs nor what they did as somebody else; nor is it counted (U-106)", async () => {
  const [held, other] = await Promise.all([signUp("admin"), signUp("user")]);
  await db.update(user).set({ hold: true }).where(eq(user.id, held.id));
  const long = Date.now() - 2000 * day;
  const endpoint = `/held/${crypto.randomUUID()}`;
  const whose = [
    [held.id, null],
    [other.id, held.id],
    [other.id, null],
  ] as const;
  const record = (userId: string, impersonatorId: string | null, resourceId: string) =>
    env.DB.prepare(
      `INSERT INTO audit_log(id, user_id, impersonator_id, event_type, action, resource_type,
         resource_id, severity, created_at) VALUES(?, ?, ?, 'SECURITY', 'AGED', 'USER', ?, 'INFO', ?)`,
    ).bind(crypto.randomUUID(), userId, impersonatorId, resourceId, long);
  await env.DB.batch([
    ...whose.flatMap(([userId, impersonatorId]) =>
      [null, "wrong"].map((error) =>
        env.DB.prepare(
          `INSERT INTO user_activity(id, user_id, impersonator_id, action_type, endpoint, method,
             response_status, error_message, duration_ms, created_at)
           VALUES(?, ?, ?, 'READ', ?, 'GET', 200, ?, 1, ?)`,
        ).bind(crypto.randomUUID(), userId, impersonatorId, endpoint, error, long),
      ),
    ),
    ...whose.map(([userId, impersonatorId]) =>
      env.DB.prepare(
        `INSERT INTO user_session(id, user_id, session_token_hash, login_at, last_activity_at,
           expires_at, impersonator_id, impersonator_login) VALUES(?1, ?2, ?1, ?3, ?3, ?3, ?4, ?4)`,
      ).bind(crypto.randomUUID(), userId, long, impersonatorId),
    ),
    ...whose.map(([userId, impersonatorId]) => record(userId, impersonatorId, other.id)),
    record(other.id, null, held.id),
  ]);
  await chain.seal();
  const target_types = ["activity_logs", "error_logs", "security_logs", "session_logs"];
  const query = { target_types: target_types.join(","), retention_days: "1900" };
  const { preview } = await answer<Preview>(call(admin, contract.previewCleanup, { query }));
  expect(preview.map((one) => one.record_count)).toEqual([1, 1, 1, 1]);
  expect(preview[0]?.newest_record_at).toBe(new Date(long).toISOString());
  const done = await execute({ target_types, retention_days: 1900 });
  expect(done.results.map((one) => one.deleted_count)).toEqual([1, 1, 1, 1]);
  expect(await left(endpoint)).toBe(4);
  const old = (table: string, time: string) =>
    env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${time} = ?`).bind(long).first("n");
  expect([await old("user_session", "expires_at"), await old("audit_log", "created_at")]).toEqual([
    2, 3,
  ]);
  const again = await answer<Preview>(call(admin, contract.previewCleanup, { query }));
  expect(again.preview.map((one) => [one.record_count, one.oldest_record_at])).toEqual(
    target_types.map(() => [0, null]),
  );
});

test("nothing goes that was not asked for, whatever an earlier clean-up left for a hold (U-106)", async () => {
  const { id } = await signUp("user");
  await db.update(user).set({ hold: true }).where(eq(user.id, id));
  const row = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO audit_log(id, user_id, event_type, action, resource_type, severity, created_at)
     VALUES(?, ?, 'SECURITY', 'AGED', 'TEST', 'INFO', ?)`,
  )
    .bind(row, id, Date.now() - 900 * day)
    .run();
  await execute({ target_types: ["security_logs"], retention_days: 800 });
  await db.update(user).set({ hold: false }).where(eq(user.id, id));
  const isThere = async () => (await db.$count(auditLog, eq(auditLog.id, row))) === 1;
  await execute({ target_types: ["audit_logs"], retention_days: 365 });
  expect(await isThere()).toBe(true);
  await execute({ target_types: ["security_logs"], retention_days: 1000 });
  expect(await isThere()).toBe(true);
  await execute({ target_types: ["security_logs"], retention_days: 800 });
  expect(await isThere()).toBe(false);
});

test("what stays of one instant, however much, is in the way of nothing that goes", async () => {
  const { id: held } = await signUp("user");
  await db.update(user).set({ hold: true }).where(eq(user.id, held));
  const endpoint = `/instant/${crypto.randomUUID()}`;
  const at = Date.now() - 3500 * day;
  const many = (userId: string | null, error: string | null) =>
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 130)
       INSERT INTO user_activity(id, user_id, action_type, endpoint, method, response_status,
         error_message, duration_ms, created_at)
       SELECT lower(hex(randomblob(16))), ?, 'READ', ?, 'GET', 200, ?, 1, ? FROM n`,
    ).bind(userId, endpoint, error, at);
  await env.DB.batch([many(held, null), many(null, null), many(held, "no"), many(null, "no")]);
  const target_types = ["activity_logs", "error_logs"];
  const done = await execute({ target_types, retention_days: 3400 });
  expect(done.results.map((one) => one.deleted_count)).toEqual([130, 130]);
  expect(await left(endpoint)).toBe(260);
  await env.DB.prepare("DELETE FROM user_activity WHERE endpoint = ?").bind(endpoint).run();
});

test("a record that never was in the chain stays, and no preview counts it (T-23)", async () => {
  const long = Date.now() - 1500 * day;
  const record = (at: number) => {
    const id = crypto.randomUUID();
    return env.DB.prepare(
      `INSERT INTO audit_log(id, event_type, action, resource_type, severity, created_at)
       VALUES(?, 'DATA_CHANGE', 'AGED', 'TEST', 'INFO', ?) RETURNING id`,
    )
      .bind(id, at)
      .first<string>("id");
  };
  const never = [await record(long - 2), await record(long - 1)];
  const sealed = await record(long);
  await chain.seal();
  await env.DB.prepare("DELETE FROM audit_seal WHERE audit_id IN (?, ?)")
    .bind(...never)
    .run();
  // Not sealed yet: the clean-up begins with that.
  const late = await record(long);
  const query = { target_types: "audit_logs", retention_days: "1400" };
  const { preview } = await answer<Preview>(call(admin, contract.previewCleanup, { query }));
  expect(preview).toMatchObject([
    { record_count: 2, oldest_record_at: new Date(long).toISOString() },
  ]);
  const done = await execute({ target_types: ["audit_logs"], retention_days: 1400 });
  expect(done.total_deleted_count).toBe(2);
  const there = async (id: string | null) => db.$count(auditLog, eq(auditLog.id, id ?? ""));
  expect(await Promise.all([...never, sealed, late].map(there))).toEqual([1, 1, 0, 0]);
});
