import { env } from "cloudflare:workers";
import { eq, gt } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-data";
import type { OutputOf } from "#contract/endpoint";
import { createProject } from "#contract/project";
import { createSession } from "#contract/session";
import { horizonOf, purgeOnce } from "../../audit/purge.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { job } from "../../jobs/job.sql.ts";
import { runJobNow } from "../../jobs/drive.ts";
import { runStep } from "../../jobs/run-step.ts";
import { jobStatements, startJob } from "../../jobs/start-job.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { cleanUpJob } from "../../retention/clean-up.ts";
import { chain, newChain } from "../../testing/audit-chain.ts";
import { call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

type Preview = OutputOf<typeof contract.previewCleanup>;
type Executed = OutputOf<typeof contract.executeCleanup>;
const answer = async <T>(response: Promise<Response>): Promise<T> =>
  (await response).json() as Promise<T>;
const execute = (json: Record<string, unknown>) =>
  answer<Executed>(call(admin, contract.executeCleanup, { json }));

const insertActivity = (endpoint: string, at: number, error: string | null = null) =>
  env.DB.prepare(
    `INSERT INTO user_activity(id, action_type, endpoint, method, response_status, error_message,
       duration_ms, created_at) VALUES(?, 'READ', ?, 'GET', 200, ?, 1, ?)`,
  )
    .bind(crypto.randomUUID(), endpoint, error, at)
    .run();

const left = (endpoint: string) =>
  env.DB.prepare("SELECT count(*) AS n FROM user_activity WHERE endpoint = ?")
    .bind(endpoint)
    .first<number>("n");

/** A site whose file store takes and gives nothing. */
const down = () => Promise.reject(new Error("R2 is down"));
const failing = { ...env, FILES: { delete: down, put: down, list: down } as unknown as R2Bucket };

describe("SA-037: clean-up", () => {
  test("records that cannot be put into the archive stay where they are (T-23)", async () => {
    await newChain();
    await chain.seal();
    const all = () => db.$count(auditLog);
    const before = await all();
    const later = Date.now() + 4000 * day;
    const horizon = horizonOf({ ACCESS: 365, DATA_CHANGE: 365, SECURITY: 730 }, {}, later);
    await expect(purgeOnce(failing, horizon, later)).rejects.toThrow("R2 is down");
    expect(await all()).toBe(before);
  });

  test("what is old goes, in steps; errors have a time of their own; what is young stays (C-10)", async () => {
    const endpoint = `/old/${crypto.randomUUID()}`;
    const before = Date.UTC(2001, 0, 1);
    const at = (n: number) => before - 1000 * day + Math.floor(n / 3);
    for (let n = 0; n < 1200; n += 1) await insertActivity(endpoint, at(n), n % 10 ? null : "no");
    await insertActivity(endpoint, before);
    const id = await startJob(env, {
      db,
      actor: null,
      origin: bySystem,
      kind: cleanUpJob,
      params: { sweeps: [{ target: "activity_logs", days: 90, before }] },
    });
    await runJobNow(env, cleanUpJob, id);
    await expect.poll(() => left(endpoint), { timeout: 10_000 }).toBe(121);
    const errors = { target: "error_logs", days: 180, before } as const;
    const params = { sweeps: [errors] };
    const second = await startJob(env, {
      db,
      actor: null,
      origin: bySystem,
      kind: cleanUpJob,
      params,
    });
    await runJobNow(env, cleanUpJob, second);
    await expect.poll(() => left(endpoint), { timeout: 10_000 }).toBe(1);
    await env.DB.prepare("DELETE FROM user_activity WHERE endpoint = ?").bind(endpoint).run();
  });

  test("previewed, then done: the figures are the same, and on record", async () => {
    const target_types = ["session_logs", "deleted_projects"];
    const old = await signUp("user");
    const long = new Date(Date.now() - 1100 * day);
    await db.update(userSession).set({ expiresAt: long }).where(eq(userSession.userId, old.id));
    const made = await call(admin, createProject, { json: { name: "long gone" } });
    const { id } = (await made.json()) as { id: string };
    await db
      .update(project)
      .set({ status: "deleted", deletedAt: long, storageBytes: 77 })
      .where(eq(project.id, id));
    // A list as document A writes it.
    const list = target_types.map((one) => `target_types[]=${one}`).join("&");
    const path = `/api/v1/admin/data/cleanup/preview?${list}&retention_days=1000`;
    const preview = await answer<Preview>(request("GET", path, { as: admin }));
    expect(preview.preview.map((one) => one.record_count)).toEqual([1, 1]);
    expect(preview.preview[1]).toMatchObject({
      target_type_display: "Deleted projects",
      oldest_record_at: long.toISOString(),
      estimated_size_bytes: 77,
    });
    const json = { target_types, retention_days: 1000 };
    const dry = await execute({ ...json, dry_run: true });
    expect(dry).toMatchObject({ job_id: null, total_deleted_count: 2 });
    const done = await execute(json);
    expect(done).toMatchObject({ finished: true, total_deleted_count: 2 });
    expect(done.results[1]).toMatchObject({ deleted_count: 1, freed_bytes: 77 });
    expect(await db.$count(project, eq(project.id, id))).toBe(0);
    const rows = await db
      .select()
      .from(auditLog)
      .where(eq(auditLog.resourceId, done.job_id ?? ""));
    expect(rows.map((row) => row.action)).toEqual(["START", "FINISH"]);
    expect(rows[0]?.metadata).toMatchObject({ target_types });
  });

  test("a Worker that ends in the midst of a step makes no count short", async () => {
    const endpoint = `/cut/${crypto.randomUUID()}`;
    const before = Date.now() - 3000 * day;
    for (let n = 0; n < 3; n++) await insertActivity(endpoint, before - 1);
    await env.DB.prepare(
      `INSERT INTO audit_log(id, event_type, action, resource_type, severity, created_at)
       VALUES(?, 'SECURITY', 'AGED', 'TEST', 'INFO', ?)`,
    )
      .bind(crypto.randomUUID(), before - 1)
      .run();
    const binned = async (bytes: number) => {
      const { id: project_id } = await answer<{ id: string }>(
        call(admin, createProject, { json: { name: "cut" } }),
      );
      await call(admin, createSession, { json: { project_id } });
      const deletedAt = new Date(before - 1);
      await db.update(chatSession).set({ deletedAt }).where(eq(chatSession.projectId, project_id));
      return { project_id, set: { status: "deleted", deletedAt, storageBytes: bytes } as const };
    };
    await binned(0);
    const { project_id, set } = await binned(77);
    await db.update(project).set(set).where(eq(project.id, project_id));
    const gone = {
      activity_logs: 3,
      security_logs: 1,
      // The chat in the project goes with it, and is none of the other's.
      deleted_projects: 1,
      deleted_sessions: 1,
    } as const;
    for (const target of Object.keys(gone) as (keyof typeof gone)[]) {
      const params = { sweeps: [{ target, days: 3000, before }] };
      const by = { actor: null, origin: bySystem };
      const { id, statements } = jobStatements({ db, ...by, kind: cleanUpJob, params });
      await db.batch(statements);
      // The step was done, and what came of it was never stored.
      const none = { id, total: null, done: 0, failed: 0, result: {} };
      const context = { env, db, now: Date.now(), ...by, job: none };
      await cleanUpJob.step(context, params, { at: 0, position: 0 });
      await runStep(env, [cleanUpJob], { job_id: id, step: 0 });
      const [row] = await db.select().from(job).where(eq(job.id, id));
      expect(row).toMatchObject({
        state: "done",
        result: { [`${target}_deleted`]: gone[target] },
      });
      if (target === "deleted_projects") expect(row?.result?.[`${target}_bytes`]).toBe(77);
    }
    expect(await left(endpoint)).toBe(0);
  });

  test("by hand, too, errors stay as long as the activity they are part of (SETTING_006)", async () => {
    const look = async (target_types: string, retention_days: string) => {
      const query = { target_types, retention_days };
      const { preview } = await answer<Preview>(call(admin, contract.previewCleanup, { query }));
      return preview.map((one) => [one.target_type, one.retention_days, one.least_days]);
    };
    expect(await look("error_logs", "10")).toEqual([["error_logs", 90, 90]]);
    expect(await look("error_logs", "120")).toEqual([["error_logs", 120, 90]]);
    // Where the rest goes with them, and before them, there is no gap.
    expect(await look("error_logs,activity_logs", "10")).toEqual([
      ["activity_logs", 10, 7],
      ["error_logs", 10, 10],
    ]);
    expect(await look("error_logs,activity_logs", "0")).toEqual([
      ["activity_logs", 7, 7],
      ["error_logs", 7, 7],
    ]);
  });

  test.each([
    ["retention_days", { target_types: "activity_logs" }],
    ["target_types", { retention_days: "90" }],
  ])("without %s nothing is previewed (A-110)", async (_name, query: Record<string, string>) => {
    const refused = await call(admin, contract.previewCleanup, { query });
    expect([refused.status, await codeOf(refused)]).toEqual([400, "REQUEST_001"]);
  });

  test("no clean-up goes below the floors of the audit log (T-23)", async () => {
    const before = await db.$count(
      auditLog,
      gt(auditLog.createdAt, new Date(Date.now() - 365 * day)),
    );
    const query = { target_types: "audit_logs,security_logs", retention_days: "0" };
    const { preview, ...head } = await answer<Preview>(
      call(admin, contract.previewCleanup, { query }),
    );
    expect(preview.map((one) => [one.retention_days, one.least_days])).toEqual([
      [365, 365],
      [730, 730],
    ]);
    expect(head).toMatchObject({ requested_days: 0, retention_days: 365 });
    expect(head.cutoff_date).toBe(preview[0]?.cutoff_date);
    const json = { target_types: ["audit_logs", "security_logs"], retention_days: 0 };
    const done = await execute(json);
    // What is older may be there from other tests; it is all that goes.
    expect(done.total_deleted_count).toBeLessThanOrEqual(
      preview.reduce((sum, one) => sum + one.record_count, 0),
    );
    const after = await db.$count(
      auditLog,
      gt(auditLog.createdAt, new Date(Date.now() - 365 * day)),
    );
    expect(before).toBeGreaterThan(0);
    expect(after).toBeGreaterThanOrEqual(before);
  });
});
