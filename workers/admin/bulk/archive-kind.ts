import { and, asc, sql } from "drizzle-orm";
import * as v from "valibot";
import { defineJob } from "../../jobs/kind.ts";
import { AppError } from "../../platform/errors.ts";
import { archive, changeStatus } from "../../projects/change-status.ts";
import { project } from "../../projects/project.sql.ts";
import { dormantProjects } from "./dormant.ts";

const perStep = 20;

/** SA-030: each project is a change of its own, with its record and a word to its owner; done twice it is done once. */
export const archiveProjectsKind = defineJob({
  name: "archive_projects",
  params: v.object({
    before: v.number(),
    inactive_days: v.number(),
    admins: v.optional(v.boolean(), true),
  }),
  /** Last activity and id of the last one looked at. */
  cursor: v.tuple([v.number(), v.string()]),
  first: [-1, ""],
  async step({ db, env, actor, origin, job }, { before, inactive_days, admins }, [at, id]) {
    const rows = await db
      .select({ id: project.id, name: project.name, at: project.lastActivityAt })
      .from(project)
      .where(
        and(
          dormantProjects(before, admins && actor?.lasting === true),
          sql`(${project.lastActivityAt}, ${project.id}) > (${at}, ${id})`,
        ),
      )
      .orderBy(asc(project.lastActivityAt), asc(project.id))
      .limit(perStep);
    const by = actor === null ? null : { ...actor, key: null };
    const metadata = { job_id: job.id, inactive_days };
    let failed = 0;
    for (const row of rows) {
      try {
        await changeStatus(env, row.id, archive, { actor: by, origin, metadata });
      } catch (error) {
        // Somebody else put it away, or into the bin, this moment.
        if (!(error instanceof AppError)) throw error;
        failed++;
      }
    }
    const last = rows.length === perStep ? rows.at(-1) : undefined;
    return {
      done: rows.length,
      failed,
      cursor: last ? ([last.at.getTime(), last.id] as [number, string]) : null,
    };
  },
});
