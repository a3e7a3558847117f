import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-project";
import type { OutputOf } from "#contract/endpoint";
import { createFile } from "#contract/file";
import { listNotices } from "#contract/notice";
import { createProject, getProject } from "#contract/project";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { project } from "../../projects/project.sql.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
let owner: Person;
beforeAll(async () => {
  [admin, owner] = [await provedAdmin(), await signUp("user")];
});

async function make(name: string, columns: Partial<typeof project.$inferInsert> = {}) {
  const made = await call(owner, createProject, { json: { name } });
  const { id } = (await made.json()) as { id: string };
  if (Object.keys(columns).length > 0) {
    await db.update(project).set(columns).where(eq(project.id, id));
  }
  return id;
}

type List = OutputOf<typeof contract.listAllProjects>;
const list = async (query: Record<string, string>): Promise<List> =>
  (
    await call(admin, contract.listAllProjects, { query: { owner_id: owner.id, ...query } })
  ).json() as Promise<List>;
const idsOf = (found: List) => found.items.map((one) => one.id);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test("SA-007: searched, filtered and sorted; `%` is a character like others", async () => {
  const quiet = await make("Quiet 100%", { lastActivityAt: daysAgo(40), storageBytes: 5 });
  const large = await make("Large", { storageBytes: 1_073_741_824 });
  expect(idsOf(await list({ sort_by: "storage" }))).toEqual([large, quiet]);
  expect(idsOf(await list({ sort_by: "storage", sort_order: "asc" }))).toEqual([quiet, large]);
  expect(idsOf(await list({ search: "QUIET 100%" }))).toEqual([quiet]);
  expect(idsOf(await list({ search: "%" }))).toEqual([quiet]);
  expect(idsOf(await list({ inactive_days: "30" }))).toEqual([quiet]);
  expect(idsOf(await list({ limit: "1", page: "2", sort_by: "storage" }))).toEqual([quiet]);
  const [first] = (await list({ search: "large" })).items;
  expect(first).toMatchObject({
    owner: { id: owner.id },
    status: "active",
    member_count: 1,
    storage_used_display: "1.0 GB",
  });
});

test("SA-009: the size of a project follows its files within seconds, also in the sums", async () => {
  const id = await make("grows");
  const text = "x".repeat(500_000);
  await call(owner, createFile, {
    param: { path: "a.txt" },
    query: { project_id: id },
    body: text,
  });
  const size = async () => {
    const response = await call(admin, contract.getProjectAsAdmin, { param: { id } });
    return ((await response.json()) as contract.ProjectDetail).storage_used_bytes;
  };
  await expect.poll(size, { timeout: 10_000, interval: 200 }).toBe(500_000);
  const answer = await call(admin, contract.listProjectStorage, { query: { limit: "100" } });
  const storage = (await answer.json()) as OutputOf<typeof contract.listProjectStorage>;
  expect(storage.items.find((one) => one.id === id)).toMatchObject({ file_count: 1 });
  expect(storage.total_storage_bytes).toBeGreaterThanOrEqual(500_000);
});

test("SA-010: inactive ones, the longest first", async () => {
  const [older, old] = [
    await make("older", { lastActivityAt: daysAgo(3000) }),
    await make("old", { lastActivityAt: daysAgo(2000) }),
  ];
  const response = await call(admin, contract.listInactiveProjects, {
    query: { inactive_days: "1000", limit: "100" },
  });
  const found = (await response.json()) as OutputOf<typeof contract.listInactiveProjects>;
  const ids = found.items.map((one) => one.id).filter((id) => id === old || id === older);
  expect(ids).toEqual([older, old]);
});

test("SA-011: several are put away at once; who is not active is named, not failed on", async () => {
  const [one, gone] = [await make("one"), await make("gone", { status: "deleted" })];
  const nobody = crypto.randomUUID();
  const response = await call(admin, contract.bulkArchiveProjects, {
    json: { project_ids: [one, gone, nobody, one], reason: "spring cleaning" },
  });
  expect(await response.json()).toEqual({
    success: false,
    archived_count: 1,
    skipped: [
      { id: gone, code: "PROJECT_002" },
      { id: nobody, code: "PROJECT_001" },
    ],
  });
  expect(await codeOf(await call(owner, getProject, { param: { id: one } }))).toBe("PROJECT_001");
  const record = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, one), eq(auditLog.action, "ARCHIVE")))
    .get();
  expect(record).toMatchObject({
    userId: admin.id,
    severity: "WARNING",
    metadata: { reason: "spring cleaning" },
  });
  const told = await (await call(owner, listNotices)).text();
  expect(told).toContain("project_archived");
  expect(told).toContain("spring cleaning");
});

test("to the bin and back, files and all (T-35); in the bin it says when it is gone for good", async () => {
  const id = await make("comes back");
  const param = { id };
  expect((await call(admin, contract.deleteProjectOf, { param })).status).toBe(204);
  expect(await codeOf(await call(owner, getProject, { param }))).toBe("PROJECT_001");
  const detail = (await (
    await call(admin, contract.getProjectAsAdmin, { param })
  ).json()) as contract.ProjectDetail;
  expect(detail.status).toBe("deleted");
  expect(Date.parse(detail.purged_at ?? "") - Date.now()).toBeGreaterThan(29 * 86_400_000);
  expect(await codeOf(await call(admin, contract.deleteProjectOf, { param }))).toBe("PROJECT_002");
  expect((await call(admin, contract.restoreProject, { param, json: {} })).status).toBe(204);
  expect((await call(owner, getProject, { param })).status).toBe(200);
});

test("two administrators at once: it is moved once", async () => {
  const id = await make("contended");
  const once = () =>
    call(admin, contract.archiveProjectOf, { param: { id }, json: {} }).then((r) => r.status);
  const statuses = await Promise.all([once(), once(), once()]);
  expect(statuses.sort()).toEqual([204, 409, 409]);
});
