import { and, eq } from "drizzle-orm";
import { user } from "../auth/user.sql.ts";
import { noticeStatement } from "../notices/write-notice.ts";
import { openDb, runBatch } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { stableId } from "../platform/stable-id.ts";
import { dayOf } from "../settings/site-time.ts";

/** A model nobody priced is charged the highest rates (T-12): every administrator hears of it, once a day. */
export async function tellUnpriced(env: Env, model: string, now = Date.now()): Promise<void> {
  log("warn", "model_unpriced", { model });
  const db = openDb(env.DB);
  const admins = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.status, "active")));
  const [first, ...rest] = admins.map(({ id }) =>
    noticeStatement(db, id, {
      id: stableId(`unpriced:${model}:${dayOf(now)}:${id}`),
      kind: "model_unpriced",
      severity: "warning",
      data: { model },
      link: "/admin/prices",
    }),
  );
  if (first) await runBatch(db, first, ...rest);
}
