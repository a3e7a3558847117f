import { asc, gt, sql } from "drizzle-orm";
import * as v from "valibot";
import { defineJob } from "../../jobs/kind.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { orphanFile } from "./orphan-file.sql.ts";
import { deleteThoseThatAre } from "./which-are.ts";

const perStep = 90;

/** As one value: D1 binds a hundred at most, and as many may be named. */
const isOneOf = (ids: readonly string[]) =>
  sql`${orphanFile.id} in (select value from json_each(${JSON.stringify(ids)}))`;

/** Deletes what was found, after one more look: what is named again stays. `ids` null: all. */
export const orphanDeletionJob = defineJob({
  name: "delete_orphans",
  params: v.object({ ids: v.nullable(v.array(v.string())) }),
  cursor: v.object({ after: v.string() }),
  first: { after: "" },
  async step({ env, db, actor, origin, job }, { ids }, { after }) {
    const rows = await db
      .select()
      .from(orphanFile)
      .where(ids === null ? gt(orphanFile.id, after) : isOneOf(ids))
      .orderBy(asc(orphanFile.id))
      .limit(ids === null ? perStep : 100);
    if (rows.length === 0) return { done: 0, cursor: null };
    const deleted = await deleteThoseThatAre(
      env,
      rows.map((row) => row.key),
    );
    const gone = rows.filter((row) => deleted.has(row.key));
    const bytes = gone.reduce((sum, row) => sum + row.size, 0);
    const last = rows.at(-1)?.id ?? "";
    return {
      done: rows.length,
      statements: [
        db.delete(orphanFile).where(isOneOf(rows.map((row) => row.id))),
        auditStatement(db, actor, origin, {
          event: "DATA_CHANGE",
          action: "DELETE",
          resource: ["ORPHAN_FILE", null],
          severity: "WARNING",
          ...(gone.length === 0 ? {} : { before: { name: nameOf(gone) } }),
          metadata: { job_id: job.id, files: gone.length, bytes, projects: projectsOf(gone) },
        }),
      ],
      cursor: ids !== null || rows.length < perStep ? null : { after: last },
      result: {
        deleted: Number(job.result["deleted"] ?? 0) + gone.length,
        bytes: Number(job.result["bytes"] ?? 0) + bytes,
      },
    };
  },
});

/** Whose they were: the first project, and how many more. No path: it would outlive its owner (U-124). */
function nameOf(rows: readonly { projectId: string | null; projectName: string | null }[]): string {
  const names = [...new Set(rows.map((row) => row.projectName ?? row.projectId ?? "–"))];
  return `${names[0]}${names.length > 1 ? ` +${names.length - 1}` : ""}`;
}

const projectsOf = (rows: readonly { projectId: string | null }[]): (string | null)[] =>
  [...new Set(rows.map((row) => row.projectId))].slice(0, 20);
