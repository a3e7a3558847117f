import { and, eq, notInArray } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { noticesTo, type NewNotice } from "../../notices/write-notice.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { wasAdminLately } from "./was-admin.ts";

type Account = Pick<typeof user.$inferSelect, "id" | "name">;

async function tell(
  db: Db,
  except: readonly string[],
  told: Omit<NewNotice, "id">,
): Promise<Statement[]> {
  const others = await db
    .select({ id: user.id })
    .from(user)
    .where(
      and(eq(user.role, "admin"), eq(user.status, "active"), notInArray(user.id, [...except])),
    );
  return noticesTo(
    db,
    others.map(({ id }) => id),
    told,
  );
}

/**
 * Who leaves and is an administrator, or was within 14 days, is no surprise to the others (T-23):
 * nothing of anybody else's account.
 */
export async function tellOfLeaving(
  db: Db,
  account: Account,
  goneAt: Date,
  except: readonly string[],
): Promise<Statement[]> {
  if (!(await wasAdminLately(db, account.id))) return [];
  return tell(db, except, {
    kind: "admin_leaving",
    severity: "critical",
    data: { name: account.name, user_id: account.id, until: goneAt.toISOString() },
    link: `/admin/users/${account.id}`,
  });
}

/** Who it was has no name any more; what they did stands under the account's id. */
export async function tellOfGone(
  db: Db,
  { id, deletedAt }: Pick<typeof user.$inferSelect, "id" | "deletedAt">,
): Promise<Statement[]> {
  if (!(await wasAdminLately(db, id, deletedAt?.getTime()))) return [];
  return tell(db, [id], {
    kind: "admin_gone",
    severity: "warning",
    data: { account: id },
    link: `/admin/audit?tab=all&user_id=${id}`,
  });
}
