import { eq } from "drizzle-orm";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { unwrap } from "../platform/result.ts";
import { project } from "../projects/project.sql.ts";

/** What a project holds and keeps of its owner's quota. */
export interface Size {
  readonly bytes: number;
  readonly files: number;
  readonly room: number;
}

/** What the project may grow to, at least `bytes`; files no project names may as they like. Throws STORAGE_001. */
export async function askRoom(
  env: Env,
  id: string,
  bytes: number,
  spare: boolean,
): Promise<number> {
  const row = await openDb(env.DB)
    .select({ owner: project.ownerId })
    .from(project)
    .where(eq(project.id, id))
    .get();
  if (!row) return Number.MAX_SAFE_INTEGER;
  return unwrap(await meterOf(env, row.owner).makeRoom(id, bytes, spare));
}

/** To the list of projects, and to the meter of the owner as of now. */
export async function tellSize(env: Env, id: string, size: Size): Promise<void> {
  const row = await openDb(env.DB)
    .update(project)
    .set({ storageBytes: size.bytes, fileCount: size.files })
    .where(eq(project.id, id))
    .returning({ owner: project.ownerId })
    .get();
  if (row) await meterOf(env, row.owner).noteSize(id, size.bytes, size.room);
}
