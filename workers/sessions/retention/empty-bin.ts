import { and, asc, eq, lte, notInArray } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { auditStatement, bySystem } from "../../platform/audit.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { project } from "../../projects/project.sql.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { chatSession } from "../chat-session.sql.ts";
import { destroyProject } from "../destroy-project.ts";
import { destroySessions } from "../destroy-sessions.ts";

const day = 86_400_000;
const perRun = 20;

/** C-08: what lay in the bin for 30 days is gone for good. Of who is on hold everything stays. */
export async function emptyBin(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  const { bin_days } = await readSettings(env);
  const before = new Date(now - bin_days * day);
  const onHold = db.select({ id: user.id }).from(user).where(eq(user.hold, true));
  const gone = (type: "SESSION" | "PROJECT", id: string) =>
    auditStatement(db, null, bySystem, {
      event: "DATA_CHANGE",
      action: "PURGE",
      resource: [type, id],
      metadata: { reason: "BIN", days: bin_days },
    });
  await destroySessions(
    env,
    and(lte(chatSession.deletedAt, before), notInArray(chatSession.userId, onHold)),
    ({ id }) => [gone("SESSION", id)],
  );
  const projects = await db
    .select()
    .from(project)
    .where(and(lte(project.deletedAt, before), notInArray(project.ownerId, onHold)))
    .orderBy(asc(project.deletedAt))
    .limit(perRun);
  for (const one of projects) {
    try {
      await destroyProject(env, one, [gone("PROJECT", one.id)]);
    } catch (error) {
      log("error", "project_not_destroyed", { project_id: one.id, ...errorFields(error) });
    }
  }
}
