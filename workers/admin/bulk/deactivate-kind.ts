import { and, eq, sql } from "drizzle-orm";
import * as v from "valibot";
import { closeSocketsOf, throwOut } from "../../auth/end-access.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { defineJob, type JobContext } from "../../jobs/kind.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Statement } from "../../platform/db.ts";
import { endAsked } from "../../people/requests/end-asked.ts";
import { dormantPeople, nextPeople } from "./dormant.ts";

const perStep = 50;

type Account = typeof user.$inferSelect;

function disableOne(
  { db, actor, origin, job }: JobContext,
  account: Account,
  days: number,
): Statement[] {
  const stillSo = sql`exists(select 1 from user where id = ${account.id} and status = 'active'
    and not hold and last_active_at is ${account.lastActiveAt?.getTime() ?? null})`;
  const state = { role: account.role, hold: account.hold };
  return [
    // Who came back this moment stays: the step is looked at anew.
    assertStatement(db, stillSo),
    db
      .update(user)
      .set({ status: "disabled", updatedAt: new Date() })
      .where(and(eq(user.id, account.id), eq(user.status, "active"))),
    ...throwOut(db, account.id),
    auditStatement(db, actor, origin, {
      event: "SECURITY",
      action: "DISABLE",
      resource: ["USER", account.id],
      severity: "CRITICAL",
      before: { ...state, status: "active" },
      after: { ...state, status: "disabled" },
      metadata: { job_id: job.id, inactive_days: days },
    }),
  ];
}

/** SA-029: keys stay and do not work meanwhile; enabling an account gives everything back. */
export const deactivateUsersKind = defineJob({
  name: "deactivate_users",
  params: v.object({
    before: v.number(),
    inactive_days: v.number(),
    except: v.string(),
    admins: v.boolean(),
  }),
  /** The id of the last one looked at. */
  cursor: v.string(),
  first: "",
  async step(context, params, after) {
    const { db, env, actor } = context;
    const where = dormantPeople(
      params.before,
      params.except,
      params.admins && actor?.lasting === true,
    );
    const people = await nextPeople(db, where, after, perStep);
    return {
      statements:
        people.length === 0
          ? []
          : [
              ...people.flatMap((account) => disableOne(context, account, params.inactive_days)),
              ...(await endAsked(
                db,
                people.map(({ id }) => id),
                context,
                "closed",
              )),
              someAdminStays(db),
            ],
      done: people.length,
      cursor: people.length < perStep ? null : (people.at(-1)?.id ?? null),
      after: () => Promise.all(people.map(({ id }) => closeSocketsOf(env, id))),
    };
  },
});
