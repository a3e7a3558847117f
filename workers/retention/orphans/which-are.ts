import { inArray } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { project } from "../../projects/project.sql.ts";

export const prefix = "blobs/";

const partsOf = (key: string): readonly [project: string, hash: string] => {
  const [, owner = "", hash = ""] = key.split("/");
  return [owner, hash];
};

type Unknown = (project: string, hashes: readonly string[]) => Promise<string[]>;

interface Sorted {
  /** Of projects that are gone. */
  readonly left: readonly string[];
  /** Those their project does not know. */
  readonly unknown: readonly string[];
}

async function sortKeys(env: Env, keys: readonly string[], askUnknown: Unknown): Promise<Sorted> {
  const byProject = new Map<string, string[]>();
  for (const key of keys) {
    const [id] = partsOf(key);
    byProject.set(id, [...(byProject.get(id) ?? []), key]);
  }
  const left: string[] = [];
  const unknown: string[] = [];
  const ids = [...byProject.keys()];
  const there = new Set<string>();
  for (let at = 0; at < ids.length; at += 90) {
    const rows = await openDb(env.DB)
      .select({ id: project.id })
      .from(project)
      .where(inArray(project.id, ids.slice(at, at + 90)));
    for (const row of rows) there.add(row.id);
  }
  for (const [id, mine] of byProject) {
    if (!there.has(id)) {
      left.push(...mine);
      continue;
    }
    const hashes = new Set(
      await askUnknown(
        id,
        mine.map((key) => partsOf(key)[1]),
      ),
    );
    unknown.push(...mine.filter((key) => hashes.has(partsOf(key)[1])));
  }
  return { left, unknown };
}

/** Of stored bodies, those of projects that are gone, and those their project does not know. At most some 500 keys. */
export async function whichAreOrphans(env: Env, keys: readonly string[]): Promise<Set<string>> {
  const { left, unknown } = await sortKeys(env, keys, (id, hashes) =>
    env.WORKSPACE.getByName(id).unknownBodies(hashes),
  );
  return new Set([...left, ...unknown]);
}

/**
 * Deletes those that are orphans now, and answers which. A project that lives does it itself: what is
 * stored again at that moment stays.
 */
export async function deleteThoseThatAre(env: Env, keys: readonly string[]): Promise<Set<string>> {
  const { left, unknown } = await sortKeys(env, keys, (id, hashes) =>
    env.WORKSPACE.getByName(id).deleteUnknownBodies(hashes),
  );
  if (left.length > 0) await env.FILES.delete([...left]);
  return new Set([...left, ...unknown]);
}
