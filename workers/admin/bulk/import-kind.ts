import { and, asc, eq, inArray, sql } from "drizzle-orm";
import * as v from "valibot";
import { invite } from "../../auth/invite.ts";
import { user } from "../../auth/user.sql.ts";
import { defineJob, type JobContext } from "../../jobs/kind.ts";
import { deliverMail } from "../../mail/outbox.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { importRow } from "./import-row.sql.ts";
import { PersonRow, taken } from "./people-table.ts";

const perStep = 25;

/** Which of the addresses have an account. */
export async function findTaken(db: Db, emails: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ email: user.email })
    .from(user)
    .where(sql`${user.email} in (select value from json_each(${JSON.stringify(emails)}))`);
  return new Set(rows.map(({ email }) => email));
}

/** An invitation with its limits and its audit row; never a password. */
async function inviteOne(
  { db, env, origin, job }: JobContext,
  actor: { id: string; name: string },
  site: string,
  person: PersonRow,
): Promise<Statement[]> {
  const { limits, ...account } = person;
  const invited = await invite(db, env, site, account, actor);
  const now = new Date();
  const values = limits.map(([kind, value]) => ({
    userId: invited.id,
    kind,
    value,
    setBy: actor.id,
    setAt: now,
  }));
  return [
    ...invited.statements,
    ...(values.length > 0 ? [db.insert(userLimit).values(values)] : []),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "INVITE",
      resource: ["USER", invited.id],
      severity: person.role === "admin" ? "CRITICAL" : "INFO",
      after: { email: person.email, role: person.role, ...Object.fromEntries(limits) },
      metadata: { job_id: job.id },
    }),
  ];
}

/** SA-027: the rows wait in import_row; each step takes some away and invites them. */
export const importUsersKind = defineJob({
  name: "import_users",
  params: v.object({ site: v.string() }),
  cursor: v.literal("rows"),
  first: "rows",
  async step(context, { site }) {
    const { db, actor, job } = context;
    if (actor === null) throw new AppError("AUTH_004");
    const rows = await db
      .select()
      .from(importRow)
      .where(eq(importRow.jobId, job.id))
      .orderBy(asc(importRow.row))
      .limit(perStep);
    const people = rows.map(({ row, data }) => ({ row, person: v.parse(PersonRow, data) }));
    // What was theirs to do when it began may not be any more (U-140).
    if (!actor.lasting && people.some(({ person }) => person.role === "admin")) {
      throw new AppError("AUTH_004", { lasting: true });
    }
    const there = await findTaken(
      db,
      people.map(({ person }) => person.email),
    );
    const fresh = people.filter(({ person }) => !there.has(person.email));
    const statements: Statement[] = [];
    for (const { person } of fresh) {
      statements.push(...(await inviteOne(context, actor, site, person)));
    }
    const dealtWith = rows.map(({ row }) => row);
    if (dealtWith.length > 0) {
      statements.push(
        db
          .delete(importRow)
          .where(and(eq(importRow.jobId, job.id), inArray(importRow.row, dealtWith))),
      );
    }
    return {
      statements,
      done: rows.length,
      failed: rows.length - fresh.length,
      problems: people
        .filter(({ person }) => there.has(person.email))
        .map(({ row, person }) => ({ row, subject: person.email, ...taken })),
      result: { imported: Number(job.result["imported"] ?? 0) + fresh.length },
      cursor: rows.length < perStep ? null : ("rows" as const),
      after: () => deliverMail(context.env),
    };
  },
});
