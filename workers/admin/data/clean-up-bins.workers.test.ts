import { env } from "cloudflare:workers";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#contract/admin-audit";
import * as contract from "#contract/admin-data";
import type { OutputOf } from "#contract/endpoint";
import { listNotices } from "#contract/notice";
import { createProject } from "#contract/project";
import { createSession } from "#contract/session";
import { job } from "../../jobs/job.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
const bins = ["deleted_projects", "deleted_sessions"] as const;
let admin: Person;
let owner: Person;
beforeAll(async () => {
  [admin, owner] = [await provedAdmin(), await signUp("user")];
});

const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json();
const look = () => {
  const query = { target_types: bins.join(","), retention_days: "0" };
  return json<OutputOf<typeof contract.previewCleanup>>(
    call(admin, contract.previewCleanup, { query }),
  );
};
const execute = (more: Record<string, unknown> = {}) =>
  call(admin, contract.executeCleanup, {
    json: { target_types: bins, retention_days: 0, ...more },
  });
const done = (more?: Record<string, unknown>) =>
  json<OutputOf<typeof contract.executeCleanup>>(execute(more));

const made = async (name: string, chats = 0) => {
  const { id } = await json<{ id: string }>(call(owner, createProject, { json: { name } }));
  for (let n = 0; n < chats; n++) await call(owner, createSession, { json: { project_id: id } });
  return id;
};
const binned = async (name: string, at = Date.now()) => {
  const id = await made(name, 1);
  const set = { status: "deleted", deletedAt: new Date(at), storageBytes: 77 } as const;
  await db.update(project).set(set).where(eq(project.id, id));
  return id;
};
const left = (...ids: string[]) => db.$count(project, inArray(project.id, ids));

describe("A-111: a clean-up by hand takes what its preview showed", () => {
  test("what goes to the bin after the preview stays there", async () => {
    const shown = await binned("shown");
    const seen = await look();
    expect(seen.total_record_count).toBe(1);
    // In another instant than the preview's.
    const later = await binned("later", Date.parse(seen.as_of) + 1);
    const asked = { as_of: seen.as_of, expected_count: seen.total_record_count };
    const cleaned = await done(asked);
    expect(cleaned).toMatchObject({ finished: true, total_deleted_count: 1 });
    // What was counted is what the progress is a share of, on record from the start.
    const started = await db
      .select()
      .from(job)
      .where(eq(job.id, cleaned.job_id ?? ""));
    expect(started).toMatchObject([{ total: 1, done: 1 }]);
    const ofJob = and(eq(auditLog.resourceId, cleaned.job_id ?? ""), eq(auditLog.action, "START"));
    const [record] = await db.select().from(auditLog).where(ofJob);
    expect(record?.metadata).toMatchObject({ total: 1 });
    expect([await left(shown), await left(later)]).toEqual([0, 1]);
    await done({ as_of: new Date().toISOString() });
  });

  test("where there is another number of it by now, nothing goes, and it says what there is", async () => {
    const [one, other] = [await binned("one"), await binned("other")];
    const { as_of, total_record_count } = await look();
    await db.update(project).set({ status: "active", deletedAt: null }).where(eq(project.id, one));
    const refused = await execute({ as_of, expected_count: total_record_count });
    expect(refused.status).toBe(409);
    const { error } = await json<{ error: unknown }>(Promise.resolve(refused));
    expect(error).toMatchObject({
      code: "BULK_003",
      details: { matched_count: 1, counts: { deleted_projects: 1, deleted_sessions: 0 } },
    });
    expect(await left(one, other)).toBe(2);
    expect(await done({ as_of, expected_count: 1 })).toMatchObject({ total_deleted_count: 1 });
  });

  test("document A's call, which nobody looked before, leaves a bin its last day", async () => {
    const now = Date.now();
    const [fresh, old] = [await binned("fresh"), await binned("old", now - day - 1000)];
    expect(await done({ dry_run: true })).toMatchObject({ total_deleted_count: 1 });
    const { results } = await done();
    expect(Date.parse(results[0]?.cutoff_date ?? "")).toBeLessThan(now - day + 60_000);
    expect([await left(fresh), await left(old)]).toEqual([1, 0]);
    // Nobody has looked yet at what is still to come: it is no way around that day.
    for (const dry_run of [false, true]) {
      const refused = await execute({ as_of: new Date(now + day).toISOString(), dry_run });
      expect([refused.status, await codeOf(refused)]).toEqual([400, "REQUEST_001"]);
    }
    expect(await left(fresh)).toBe(1);
    expect(await done({ as_of: (await look()).as_of })).toMatchObject({ total_deleted_count: 1 });
  });

  test("`as_of` is an instant", async () => {
    expect(await codeOf(await execute({ as_of: "yesterday" }))).toBe("REQUEST_001");
  });
});

describe("what an administrator takes out of the bins", () => {
  test("is on record with who, what, whose, how much and the job; its owner is told once a project, and once of all chats", async () => {
    const gone = await binned("plans");
    const kept = await made("kept", 3);
    const chats = eq(chatSession.projectId, kept);
    const deletedAt = new Date();
    await db.update(chatSession).set({ status: "terminated", deletedAt }).where(chats);
    const ids = (await db.select().from(chatSession).where(chats)).map(({ id }) => id);
    const { as_of } = await look();
    const { job_id, total_deleted_count } = await done({ as_of });
    expect(total_deleted_count).toBe(4);

    const purged = and(eq(auditLog.action, "PURGE"), inArray(auditLog.resourceId, [gone, ...ids]));
    const rows = await db.select().from(auditLog).where(purged);
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(row).toMatchObject({
        userId: admin.id,
        severity: "WARNING",
        metadata: { job_id, owner_id: owner.id, reason: "BIN", days: 0 },
      });
    }
    expect(rows.find((row) => row.resourceId === gone)).toMatchObject({
      oldValue: { name: "plans" },
      metadata: { bytes: 77 },
    });
    const query = { action: "PURGE", user_id: admin.id };
    const log = await json<OutputOf<typeof listAudit>>(call(admin, listAudit, { query }));
    const named = log.items.filter((row) => row.metadata?.["job_id"] === job_id);
    expect(new Set(named.map((row) => row.resource_name?.replace(/ \(.*\)$/, "")))).toEqual(
      new Set(["plans", "kept"]),
    );

    const { items } = await json<OutputOf<typeof listNotices>>(call(owner, listNotices));
    const told = items.filter(({ data }) => data["project"] === "plans" || "sessions" in data);
    expect(told.map(({ kind, data }) => [kind, data["sessions"] ?? data["project"]])).toEqual(
      expect.arrayContaining([
        ["project_purged", "plans"],
        ["sessions_purged", 3],
      ]),
    );
    expect(told).toHaveLength(2);
    expect(told.every(({ data }) => data["user_id"] === admin.id)).toBe(true);
  });
});
