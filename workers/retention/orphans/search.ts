/** Goes through all stored bodies and notes those that belong to nothing (SA-038). */
import { lt, sql } from "drizzle-orm";
import * as v from "valibot";
import { defineJob } from "../../jobs/kind.ts";
import { startJob } from "../../jobs/start-job.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { openDb, type Statement } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { dayOf } from "../../settings/site-time.ts";
import { harmlessType } from "../../workspace/http-file.ts";
import { orphanFile } from "./orphan-file.sql.ts";
import { prefix, whichAreOrphans } from "./which-are.ts";

const perStep = 100;
/** What is younger may be on its way into its project. */
export const leastAge = 24 * hour;

const decode = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

const kindOf = (kind: string | undefined) =>
  kind === "text" || kind === "image" ? kind : "binary";

/** What a project that is gone was called, as the records remember it. */
async function nameOf(env: Env, id: string): Promise<string | null> {
  const [row] = await openDb(env.DB)
    .select({
      name: sql<string | null>`coalesce(old_value ->> 'name', new_value ->> 'name')`.as("name"),
    })
    .from(sql`audit_log`)
    .where(sql`resource_type = 'PROJECT' and resource_id = ${id}
      and coalesce(old_value ->> 'name', new_value ->> 'name') is not null`)
    .orderBy(sql`created_at desc`)
    .limit(1);
  return row?.name ?? null;
}

async function rowsOf(env: Env, found: readonly R2Object[], now: number) {
  const names = new Map<string, string | null>();
  const rows: (typeof orphanFile.$inferInsert)[] = [];
  for (const object of found) {
    const { project = null, path, kind } = object.customMetadata ?? {};
    if (project !== null && !names.has(project)) names.set(project, await nameOf(env, project));
    const shown = path === undefined ? object.key : decode(path);
    rows.push({
      id: crypto.randomUUID(),
      key: object.key,
      projectId: project,
      projectName: project === null ? null : (names.get(project) ?? null),
      path: shown,
      size: object.size,
      mimeType: harmlessType({ path: shown, kind: kindOf(kind) }),
      createdAt: object.uploaded,
      foundAt: new Date(now),
    });
  }
  return rows;
}

export const orphanSearchJob = defineJob({
  name: "search_orphans",
  params: v.object({ started: v.number(), before: v.number() }),
  cursor: v.object({ after: v.nullable(v.string()) }),
  first: { after: null },
  async step({ env, db, now, job }, { started, before }, { after }) {
    const page = await env.FILES.list({
      prefix,
      limit: perStep,
      include: ["customMetadata"],
      ...(after === null ? {} : { startAfter: after }),
    });
    const aged = page.objects.filter((object) => object.uploaded.getTime() < before);
    const orphans = await whichAreOrphans(
      env,
      aged.map((object) => object.key),
    );
    const found = aged.filter((object) => orphans.has(object.key));
    const rows = await rowsOf(env, found, now);
    const stored = rows.map((row): Statement =>
      db
        .insert(orphanFile)
        .values(row)
        .onConflictDoUpdate({ target: orphanFile.key, set: { foundAt: new Date(now) } }),
    );
    const ended = !page.truncated;
    // What an earlier search found and this one did not is none any more.
    const stale = db.delete(orphanFile).where(lt(orphanFile.foundAt, new Date(started)));
    const bytes = found.reduce((sum, object) => sum + object.size, 0);
    return {
      done: page.objects.length,
      statements: ended ? [...stored, stale] : stored,
      cursor: ended ? null : { after: page.objects.at(-1)?.key ?? null },
      result: {
        found: Number(job.result["found"] ?? 0) + found.length,
        bytes: Number(job.result["bytes"] ?? 0) + bytes,
      },
    };
  },
});

/** Every Sunday, by itself. One that still runs goes on instead. */
export async function searchWeekly(env: Env, now: number): Promise<void> {
  if (new Date(`${dayOf(now)}T00:00:00Z`).getUTCDay() !== 0) return;
  const params = { started: now, before: now - leastAge };
  const kind = orphanSearchJob;
  const start = { db: openDb(env.DB), actor: null, origin: bySystem, kind, params };
  try {
    await startJob(env, { ...start, exclusive: kind.name });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "JOB_003")) throw error;
  }
}
