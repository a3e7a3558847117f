import { eq } from "drizzle-orm";
import * as v from "valibot";
import { user } from "../../auth/user.sql.ts";
import { defineJob } from "../../jobs/kind.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { AppError } from "../../platform/errors.ts";
import { changeStatus, unarchive } from "../../projects/change-status.ts";
import {
  archivedOf,
  disabledOf,
  nextLeft,
  stillLeft,
  type After,
  type Left,
} from "./changed-by-job.ts";

const ran = { job: v.string(), from: v.number(), to: v.number() };
const cursor = v.tuple([v.number(), v.number()]);
const first: After = [-1, -1];

const placeAfter = (rows: readonly Left[], perStep: number): After | null => {
  const last = rows.length === perStep ? rows.at(-1) : undefined;
  return last === undefined ? null : [last.at, last.place];
};

const people = 50;

/** The way back of SA-029: an account a record; who was changed since stays as they are. */
export const reactivateUsersKind = defineJob({
  name: "reactivate_users",
  params: v.object({ ...ran, admins: v.boolean() }),
  cursor,
  first,
  async step({ db, actor, origin, job }, params, after) {
    const direction = disabledOf(params.admins && actor?.lasting === true);
    const rows = await nextLeft(db, direction, params, after, people);
    return {
      statements: rows.flatMap((row) => [
        assertStatement(db, stillLeft(direction, params, row)),
        db.update(user).set({ status: "active", updatedAt: new Date() }).where(eq(user.id, row.id)),
        auditStatement(db, actor, origin, {
          event: "SECURITY",
          action: "ENABLE",
          resource: ["USER", row.id],
          severity: "WARNING",
          before: { status: "disabled" },
          after: { status: "active" },
          metadata: { job_id: job.id, takes_back: params.job },
        }),
      ]),
      done: rows.length,
      cursor: placeAfter(rows, people),
    };
  },
});

const projects = 20;

/** The way back of SA-030; their owners are told. */
export const unarchiveProjectsKind = defineJob({
  name: "unarchive_projects",
  params: v.object({ ...ran, admins: v.optional(v.boolean(), true) }),
  cursor,
  first,
  async step({ db, env, actor, origin, job }, params, after) {
    const direction = archivedOf(params.admins && actor?.lasting === true);
    const rows = await nextLeft(db, direction, params, after, projects);
    const by = actor === null ? null : { ...actor, key: null };
    const metadata = { job_id: job.id, takes_back: params.job };
    let failed = 0;
    for (const row of rows) {
      const before = [assertStatement(db, stillLeft(direction, params, row))];
      try {
        await changeStatus(env, row.id, unarchive, { actor: by, origin, metadata, before });
      } catch (error) {
        // Somebody else took it out, or put it into the bin, this moment.
        if (!(error instanceof AppError)) throw error;
        failed++;
      }
    }
    return { done: rows.length, failed, cursor: placeAfter(rows, projects) };
  },
});
