/** C-08: what lay in the bin long enough is gone for good. Of who is on hold everything stays. */
import { and, asc, eq, inArray, lte, notInArray } from "drizzle-orm";
import { user } from "../../auth/user.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../chat-session.sql.ts";
import { destroyProject } from "../destroy-project.ts";
import { destroySessions } from "../destroy-sessions.ts";
import { recordsOf, type Emptying } from "./emptying.ts";

/** Projects of one step: each may hold thousands of files. */
const perStep = 10;

const onHold = (db: Db) => db.select({ id: user.id }).from(user).where(eq(user.hold, true));

/** Projects of others in which somebody on hold has a chat. */
const withHeldChats = (db: Db) =>
  db
    .select({ id: chatSession.projectId })
    .from(chatSession)
    .where(inArray(chatSession.userId, onHold(db)));

export interface Emptied {
  readonly gone: number;
  /** Some are left: those of the next step, and those that failed. */
  readonly left: boolean;
}

/** One step over the chats that were put into the bin before. */
export async function emptySessions(env: Env, one: Emptying): Promise<Emptied> {
  const db = openDb(env.DB);
  const old = and(
    lte(chatSession.deletedAt, one.before),
    notInArray(chatSession.userId, onHold(db)),
  );
  const { done, left } = await destroySessions(env, old, recordsOf(db, one));
  return { gone: done, left };
}

/** One step over the projects of the bin, with all that is in them. */
export async function emptyProjects(
  env: Env,
  emptying: Emptying,
): Promise<Emptied & { readonly bytes: number }> {
  const db = openDb(env.DB);
  const rows = await db
    .select()
    .from(project)
    .where(
      and(
        eq(project.status, "deleted"),
        lte(project.deletedAt, emptying.before),
        notInArray(project.ownerId, onHold(db)),
        notInArray(project.id, withHeldChats(db)),
      ),
    )
    .orderBy(asc(project.deletedAt))
    .limit(perStep);
  let [gone, bytes, left] = [0, 0, rows.length === perStep];
  for (const one of rows) {
    try {
      if (await destroyProject(env, one, recordsOf(db, emptying, one))) {
        gone += 1;
        bytes += one.storageBytes;
      } else left = true;
    } catch (error) {
      left = true;
      log("error", "project_not_destroyed", { project_id: one.id, ...errorFields(error) });
    }
  }
  return { gone, bytes, left };
}
