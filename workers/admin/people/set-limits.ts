import { and, eq, sql, type SQL } from "drizzle-orm";
import { LimitKind } from "#contract/limit";
import { meterOf } from "../../meter/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { requireLastingRole } from "../../platform/lasting-role.ts";
import { untilWritten, writeEdit } from "../../platform/write-edit.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { findPerson } from "./user-detail.ts";

type Limits = Partial<Record<LimitKind, number | null>>;

/**
 * A person's own limits become these: what is absent follows the role again. In force at once. Only
 * what differs from `shown`, which their author had before them, changes, so that what somebody else
 * set meanwhile stays. Throws EDIT_001 where they changed the very same.
 */
export async function setLimits(
  env: Env,
  actor: Actor,
  id: string,
  { limits, shown }: { limits: Limits; shown: Limits },
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  const { account } = await findPerson(db, id);
  if (id === actor.id || account.role === "admin") requireLastingRole(actor);
  const changed = LimitKind.options.filter((kind) => limits[kind] !== shown[kind]);
  if (changed.length === 0) return;
  const isWritten = await untilWritten(async () => {
    const rows = await db.select().from(userLimit).where(eq(userLimit.userId, id));
    const before: Limits = Object.fromEntries(rows.map(({ kind, value }) => [kind, value]));
    if (changed.some((kind) => before[kind] !== shown[kind])) return false;
    const after: Limits = { ...before };
    for (const kind of changed) {
      if (kind in limits) after[kind] = limits[kind] ?? null;
      else delete after[kind];
    }
    await writeEdit(
      db,
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "LIMITS_CHANGED",
        resource: ["USER", id],
        severity: "WARNING",
        before,
        after,
      }),
      // The record tells of all of them.
      ...LimitKind.options.map((kind) => assertStatement(db, isStill(id, kind, before[kind]))),
      ...changed.map((kind) => setOne(db, actor, id, kind, limits[kind])),
      noticeStatement(db, id, { kind: "limits_changed", link: "/account/usage" }),
    );
    return true;
  });
  if (!isWritten) throw new AppError("EDIT_001");
  await meterOf(env, id).refresh();
}

/** Undefined: no limit of the person's own. */
const isStill = (id: string, kind: LimitKind, value: number | null | undefined): SQL =>
  value === undefined
    ? sql`not exists (select 1 from user_limit where user_id = ${id} and kind = ${kind})`
    : sql`exists (select 1 from user_limit
        where user_id = ${id} and kind = ${kind} and value is ${value})`;

function setOne(
  db: Db,
  actor: Actor,
  id: string,
  kind: LimitKind,
  value: number | null | undefined,
): Statement {
  if (value === undefined) {
    return db.delete(userLimit).where(and(eq(userLimit.userId, id), eq(userLimit.kind, kind)));
  }
  const row = { userId: id, kind, value, setBy: actor.id, setAt: new Date() };
  const target = [userLimit.userId, userLimit.kind];
  return db.insert(userLimit).values(row).onConflictDoUpdate({ target, set: row });
}
