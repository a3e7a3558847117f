import { env } from "cloudflare:workers";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#contract/admin-audit";
import * as bulk from "#contract/admin-bulk";
import { unarchiveProjectOf, archiveProjectOf } from "#contract/admin-project";
import { takeBackJob } from "#contract/admin-take-back";
import * as people from "#contract/admin-user";
import * as accountState from "#contract/admin-user-state";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { getJob, listJobs } from "#contract/job";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { project } from "../../projects/project.sql.ts";
import { call, codeOf, createAccount, request, signUp, type Person } from "../../testing/people.ts";
import { elevate, proveFactor, provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
const long = new Date(Date.now() - 3000 * 86_400_000);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
  await signUp("admin");
});

const dormant = async (role: "user" | "admin" = "user") => {
  const { id } = await createAccount(role);
  await db.update(user).set({ createdAt: long, lastActiveAt: long }).where(eq(user.id, id));
  return id;
};
const run = async (spec: Endpoint) => {
  const answer = await call(admin, spec, { json: { inactive_days: 2900 } });
  return ((await answer.json()) as { job_id: string }).job_id;
};
const back = (id: string, json: Record<string, unknown> = { dry_run: false }, who = admin) =>
  call(who, takeBackJob, { param: { id }, json });
const seen = async (...asked: Parameters<typeof back>) =>
  (await (await back(...asked)).json()) as OutputOf<typeof takeBackJob>;
const shown = async (id: string) =>
  (await (await call(admin, getJob, { param: { id } })).json()) as OutputOf<typeof getJob>;
const act = (spec: Endpoint, id: string, json: Record<string, unknown> = {}) =>
  call(admin, spec, { param: { id }, json });
const statusOf = async (ids: readonly string[]) => {
  const rows = await db
    .select()
    .from(user)
    .where(inArray(user.id, [...ids]));
  return ids.map((id) => rows.find((row) => row.id === id)?.status);
};

describe("a job that disabled many is taken back (SA-029)", () => {
  test("exactly: who was changed since, or by another job, stays as they are", async () => {
    const earlier = await dormant();
    await run(bulk.deactivateUsers);
    const [plain, again, held, binned] = [
      await dormant(),
      await dormant(),
      await dormant(),
      await dormant(),
    ];
    const id = await run(bulk.deactivateUsers);
    await act(accountState.enableUser, again);
    await act(accountState.disableUser, again);
    await act(people.updateUser, held, { hold: true });
    await act(people.updateUser, plain, { name: "Called otherwise", language: "en" });
    await db.update(user).set({ status: "deleted" }).where(eq(user.id, binned));
    const preview = await seen(id, { dry_run: true });
    expect(preview).toMatchObject({ changed_count: 4, matched_count: 1, taken_back_count: 0 });
    expect(preview.items.map((one) => one.id)).toEqual([plain]);
    // A call that says neither that it is meant nor how many it is looks only.
    expect(await seen(id, {})).toEqual(preview);
    expect(await statusOf([plain])).toEqual(["disabled"]);

    expect(await codeOf(await back(id, { expected_count: 2 }))).toBe("BULK_003");
    const done = await seen(id, { expected_count: 1 });
    expect(done).toMatchObject({ success: true, taken_back_count: 1 });
    expect(await statusOf([plain, again, held, binned, earlier])).toEqual([
      "active",
      "disabled",
      "disabled",
      "deleted",
      "disabled",
    ]);
    const where = and(eq(auditLog.resourceId, plain), eq(auditLog.action, "ENABLE"));
    expect(await db.select().from(auditLog).where(where)).toMatchObject([
      { userId: admin.id, metadata: { job_id: done.job_id, takes_back: id } },
    ]);
    expect(await seen(id)).toMatchObject({ matched_count: 0, job_id: null });
    const reverse = done.job_id ?? "";
    expect(await shown(reverse)).toMatchObject({ takes_back: id, taken_back_by: [] });
    expect(await shown(id)).toMatchObject({
      takes_back: null,
      taken_back_by: [
        { id: reverse, state: "done", done: 1, failed: 0, created_by: { id: admin.id } },
      ],
    });
    const { items } = (await (await call(admin, listJobs)).json()) as OutputOf<typeof listJobs>;
    const ties = items.map((one) => [one.id, one.takes_back, one.taken_back_by.map((by) => by.id)]);
    expect(ties.slice(0, 2)).toEqual([
      [reverse, id, []],
      [id, null, [reverse]],
    ]);
    const taken = and(eq(auditLog.resourceId, id), eq(auditLog.action, "TAKE_BACK"));
    expect(await db.select().from(auditLog).where(taken)).toMatchObject([
      { userId: admin.id, resourceType: "JOB", metadata: { job_id: reverse } },
    ]);
    const query = { action: "TAKE_BACK", resource_id: id };
    const log = (await (await call(admin, listAudit, { query })).json()) as OutputOf<
      typeof listAudit
    >;
    expect(log.items.map((one) => one.resource_name)).toEqual(["deactivate_users"]);
    await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, plain));
  });

  test("many go in steps, each once", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 53; n++) ids.push(await dormant());
    const job = await run(bulk.deactivateUsers);
    expect(await seen(job)).toMatchObject({ matched_count: 53, taken_back_count: 53 });
    expect(new Set(await statusOf(ids))).toEqual(new Set(["active"]));
    await db.update(user).set({ lastActiveAt: new Date() }).where(inArray(user.id, ids));
  });

  test("who is an administrator for a day gives no lasting one their account back", async () => {
    const [one, other] = [await dormant(), await dormant("admin")];
    const id = await run(bulk.deactivateUsers);
    expect(await statusOf([one, other])).toEqual(["disabled", "disabled"]);
    const elevated = await elevate(await proveFactor(await signUp("user")));
    const first = await seen(id, { dry_run: false }, elevated);
    expect(await statusOf([one, other])).toEqual(["active", "disabled"]);
    const next = await seen(id);
    const { taken_back_by } = await shown(id);
    expect(taken_back_by.map((by) => by.id)).toEqual([next.job_id, first.job_id]);
    expect(await statusOf([other])).toEqual(["active"]);
  });

  test("takes the second factor, and an ended job of these kinds", async () => {
    await dormant();
    const id = await run(bulk.deactivateUsers);
    expect((await back(id, undefined, await signUp("admin"))).status).toBe(403);
    expect(await codeOf(await back(crypto.randomUUID()))).toBe("JOB_001");
    const { job_id: reverse } = await seen(id);
    expect(await codeOf(await back(reverse ?? ""))).toBe("BULK_004");
    const alone = { site: "http://localhost:8787", env: { ENABLE_AUTH: "false" }, json: {} };
    const there = await request("POST", `/api/v1/admin/bulk/jobs/${id}/take-back`, alone);
    expect(await codeOf(there)).toBe("AUTH_019");
  });
});

test("a job that archived many is taken back (SA-030): not what its owner took out and put away again", async () => {
  const row = (name: string) => ({
    id: crypto.randomUUID(),
    name,
    ownerId: admin.id,
    status: "active" as const,
    createdAt: long,
    lastActivityAt: long,
  });
  const [left, touched] = [row("left"), row("touched")];
  await db.insert(project).values([left, touched]);
  const id = await run(bulk.archiveProjects);
  await act(unarchiveProjectOf, touched.id);
  await act(archiveProjectOf, touched.id);
  const preview = await seen(id, { dry_run: true });
  expect(preview.items).toEqual([{ id: left.id, name: "left", whose: expect.any(String) }]);
  expect(await seen(id, { expected_count: 1 })).toMatchObject({ taken_back_count: 1 });
  const rows = await db
    .select()
    .from(project)
    .where(inArray(project.id, [left.id, touched.id]));
  expect(Object.fromEntries(rows.map(({ name, status }) => [name, status]))).toEqual({
    left: "active",
    touched: "archived",
  });
});
