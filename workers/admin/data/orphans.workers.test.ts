import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/admin-data";
import type { OutputOf } from "#contract/endpoint";
import { createFile } from "#contract/file";
import { createProject } from "#contract/project";
import { runJobNow } from "../../jobs/drive.ts";
import { runStep } from "../../jobs/run-step.ts";
import { jobStatements, startJob } from "../../jobs/start-job.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { orphanDeletionJob } from "../../retention/orphans/delete.ts";
import { orphanFile } from "../../retention/orphans/orphan-file.sql.ts";
import { orphanSearchJob } from "../../retention/orphans/search.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const answer = async <T>(response: Promise<Response>): Promise<T> =>
  (await response).json() as Promise<T>;

/** A site whose file store takes and gives nothing. */
const down = () => Promise.reject(new Error("R2 is down"));
const failing = { ...env, FILES: { delete: down, put: down, list: down } as unknown as R2Bucket };

describe("SA-038: orphans", () => {
  const metadata = (id: string, path: string) => ({
    customMetadata: { project: id, path: encodeURI(path), kind: "text" },
  });
  const search = async () => {
    const now = Date.now();
    const params = { started: now, before: now + day };
    const kind = orphanSearchJob;
    const id = await startJob(env, { db, actor: null, origin: bySystem, kind, params });
    await runJobNow(env, kind, id);
    const finished = () =>
      env.DB.prepare("SELECT state FROM job WHERE id = ?").bind(id).first("state");
    await expect.poll(finished, { timeout: 10_000 }).toBe("done");
  };
  const found = async (id: string) =>
    db.select().from(orphanFile).where(eq(orphanFile.projectId, id));

  /** One orphan as the list tells it. Other files leave orphans too: every page is read. */
  const listedAs = async (id: string | undefined, page = 1): Promise<unknown> => {
    const query = { limit: "100", page: String(page) };
    const list = await answer<OutputOf<typeof contract.listOrphans>>(
      call(admin, contract.listOrphans, { query }),
    );
    const one = list.items.find((item) => item.id === id);
    return one ?? (page < list.total_pages ? listedAs(id, page + 1) : undefined);
  };

  test("bodies of projects that are gone, and bodies their project does not know, are found and named; others never", async () => {
    const gone = crypto.randomUUID();
    const owner = await signUp("user");
    const made = await call(owner, createProject, { json: { name: "lives" } });
    const { id } = (await made.json()) as { id: string };
    const where = { param: { path: "kept.txt" }, query: { project_id: id } };
    await call(owner, createFile, { ...where, body: "kept" });
    await expect
      .poll(async () => (await env.FILES.list({ prefix: `blobs/${id}/` })).objects.length, {
        timeout: 10_000,
      })
      .toBe(1);
    await env.FILES.put(`blobs/${gone}/aa`, "lost", metadata(gone, "資料/計画.txt"));
    await env.FILES.put(`blobs/${id}/bb`, "unknown", metadata(id, "unknown.txt"));
    await search();
    expect(await found(gone)).toMatchObject([{ path: "資料/計画.txt", size: 4 }]);
    expect(await found(id)).toMatchObject([{ key: `blobs/${id}/bb`, path: "unknown.txt" }]);

    const [lost] = await found(gone);
    expect(await listedAs(lost?.id)).toMatchObject({
      file_name: "計画.txt",
      original_project_id: gone,
      mime_type: "text/plain; charset=utf-8",
    });
    const json = { file_ids: [lost?.id] };
    const deleted = await answer<OutputOf<typeof contract.deleteOrphans>>(
      call(admin, contract.deleteOrphans, { json }),
    );
    expect(deleted).toMatchObject({ deleted_count: 1, freed_bytes: 4, finished: true });
    const of = and(eq(auditLog.resourceType, "ORPHAN_FILE"), eq(auditLog.userId, admin.id));
    expect(await db.select().from(auditLog).where(of)).toMatchObject([
      {
        userId: admin.id,
        severity: "WARNING",
        oldValue: { name: gone },
        metadata: { job_id: deleted.job_id, files: 1, bytes: 4, projects: [gone] },
      },
    ]);
    expect(await env.FILES.head(`blobs/${gone}/aa`)).toBeNull();
    expect(await env.FILES.head(`blobs/${id}/bb`)).not.toBeNull();
  });

  test("what is named again since the search is not deleted", async () => {
    const back = crypto.randomUUID();
    await env.FILES.put(`blobs/${back}/cc`, "back", metadata(back, "a.txt"));
    await search();
    const [row] = await found(back);
    const made = await call(admin, createProject, { json: { name: "back" } });
    const { id } = (await made.json()) as { id: string };
    const where = { param: { path: "a.txt" }, query: { project_id: id } };
    await call(admin, createFile, { ...where, body: "back" });
    const list = () => env.FILES.list({ prefix: `blobs/${id}/` });
    await expect.poll(async () => (await list()).objects.length, { timeout: 10_000 }).toBe(1);
    const key = (await list()).objects[0]?.key ?? "";
    await db
      .update(orphanFile)
      .set({ key })
      .where(eq(orphanFile.id, row?.id ?? ""));
    const json = { file_ids: [row?.id] };
    const deleted = await answer<OutputOf<typeof contract.deleteOrphans>>(
      call(admin, contract.deleteOrphans, { json }),
    );
    expect(deleted.deleted_count).toBe(0);
    expect(await env.FILES.head(key)).not.toBeNull();
  });

  test("while the file store fails, no body is struck off the list; the job goes on once it is back", async () => {
    const gone = crypto.randomUUID();
    await env.FILES.put(`blobs/${gone}/dd`, "left", metadata(gone, "a.txt"));
    await search();
    const [row] = await found(gone);
    const params = { ids: [row?.id ?? ""] };
    const kind = orphanDeletionJob;
    const job = jobStatements({ db, actor: admin, origin: bySystem, kind, params });
    await db.batch(job.statements);
    const step = (on: typeof env) => runStep(on, [kind], { job_id: job.id, step: 0 });
    expect(await step(failing)).toMatchObject({ outcome: "retry" });
    expect(await found(gone)).toHaveLength(1);
    expect(await step(env)).toMatchObject({ outcome: "over" });
    expect(await found(gone)).toEqual([]);
    expect(await env.FILES.head(`blobs/${gone}/dd`)).toBeNull();
  });

  test("as many as may be named at once are looked for", async () => {
    const json = { file_ids: Array.from({ length: 100 }, () => crypto.randomUUID()) };
    const deleted = await call(admin, contract.deleteOrphans, { json });
    expect(await deleted.json()).toMatchObject({ success: true, finished: true, deleted_count: 0 });
  });

  test("nothing named is nothing deleted", async () => {
    expect(await codeOf(await call(admin, contract.deleteOrphans, { json: {} }))).toBe(
      "REQUEST_001",
    );
  });
});
