import { eq } from "drizzle-orm";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { unwrap } from "../platform/result.ts";
import { project } from "../projects/project.sql.ts";

/** The meter of the project's owner as of now; null for files no project names. */
async function meterOfProject(env: Env, id: string) {
  const row = await openDb(env.DB)
    .select({ owner: project.ownerId })
    .from(project)
    .where(eq(project.id, id))
    .get();
  return row ? meterOf(env, row.owner) : null;
}

/** What the project may grow to, at least `bytes`. Throws STORAGE_001. */
export async function askRoom(env: Env, id: string, bytes: number): Promise<number> {
  const meter = await meterOfProject(env, id);
  return meter ? unwrap(await meter.makeRoom(id, bytes)) : Number.MAX_SAFE_INTEGER;
}

export async function tellSize(env: Env, id: string, bytes: number, room: number): Promise<void> {
  const meter = await meterOfProject(env, id);
  await meter?.noteSize(id, bytes, room);
}
