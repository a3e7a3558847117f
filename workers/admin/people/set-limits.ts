import { and, eq } from "drizzle-orm";
import type { LimitKind } from "#contract/limit";
import { meterOf } from "../../meter/rpc.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { findPerson } from "./user-detail.ts";

type Limits = Partial<Record<LimitKind, number | null>>;

/** A person's own limits become these: what is absent follows the role again. In force at once. */
export async function setLimits(
  env: Env,
  actor: Actor,
  id: string,
  limits: Limits,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  await findPerson(db, id);
  const before = await db.select().from(userLimit).where(eq(userLimit.userId, id));
  const now = new Date();
  const given = Object.entries(limits) as [LimitKind, number | null][];
  const target = [userLimit.userId, userLimit.kind];
  const kept = given.map(([kind, value]) => {
    const row = { userId: id, kind, value, setBy: actor.id, setAt: now };
    return db.insert(userLimit).values(row).onConflictDoUpdate({ target, set: row });
  });
  const dropped = before
    .filter(({ kind }) => !(kind in limits))
    .map(({ kind }) =>
      db.delete(userLimit).where(and(eq(userLimit.userId, id), eq(userLimit.kind, kind))),
    );
  await runBatch(
    db,
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "LIMITS_CHANGED",
      resource: ["USER", id],
      severity: "WARNING",
      before: Object.fromEntries(before.map(({ kind, value }) => [kind, value])),
      after: limits,
    }),
    ...kept,
    ...dropped,
    noticeStatement(db, id, { kind: "limits_changed", link: "/account/usage" }),
  );
  await meterOf(env, id).refresh();
}
