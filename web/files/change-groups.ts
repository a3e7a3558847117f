import type { ChangeInfo } from "#contract/file";
import { minute } from "../app/durations.ts";

/** What a file was before a group of changes and what it is after all of them. */
export interface NetChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangeGroup {
  /** Stays while newer changes join. */
  readonly key: string;
  readonly kind: ChangeInfo["actor"]["kind"];
  readonly session_id: string | null;
  /** ISO; of its newest change. */
  readonly at: string;
  readonly files: readonly NetChange[];
}

/** An import, or somebody's editing, goes on while the next change follows within this time. */
const pauseMs = { import: minute, user: 10 * minute, agent: minute };

interface Open {
  newest: ChangeInfo;
  files: Map<string, NetChange>;
  oldest: ChangeInfo;
}

/**
 * Changes, newest first, as what one did in one go: a turn of the agent, an import, a while of
 * editing. Each file stands once in a group; what came back to where it was is left out.
 */
export function groupChanges(changes: readonly ChangeInfo[]): readonly ChangeGroup[] {
  const groups: Open[] = [];
  const turns = new Map<string, Open>();
  for (const change of changes) {
    const last = groups.at(-1);
    const turn = change.turn_id === null ? undefined : turns.get(change.turn_id);
    const open = turn ?? (last !== undefined && goesOn(last.oldest, change) ? last : undefined);
    if (open === undefined) {
      const begun = begin(change);
      groups.push(begun);
      if (change.turn_id !== null) turns.set(change.turn_id, begun);
    } else {
      open.oldest = change;
      const newer = open.files.get(change.path);
      open.files.set(change.path, net(change, newer?.after));
    }
  }
  return groups
    .map(({ newest, oldest, files }) => ({
      key: newest.turn_id ?? String(oldest.seq),
      kind: newest.actor.kind,
      session_id: newest.session_id,
      at: newest.at,
      files: [...files.values()].filter(isChange),
    }))
    .filter((group) => group.files.length > 0);
}

const begin = (change: ChangeInfo): Open => ({
  newest: change,
  oldest: change,
  files: new Map([[change.path, net(change, undefined)]]),
});

const net = (change: ChangeInfo, after: string | null | undefined): NetChange => ({
  path: change.path,
  before: change.before,
  after: after === undefined ? change.after : after,
});

function goesOn(newer: ChangeInfo, older: ChangeInfo): boolean {
  if (newer.turn_id !== null || older.turn_id !== null) return false;
  if (newer.actor.kind !== older.actor.kind || newer.actor.id !== older.actor.id) return false;
  return Date.parse(newer.at) - Date.parse(older.at) <= pauseMs[newer.actor.kind];
}

/** The newest page with the older changes held already; those only where they meet. */
export function joinNewest(
  page: readonly ChangeInfo[],
  held: readonly ChangeInfo[],
): readonly ChangeInfo[] {
  const oldest = page.at(-1)?.seq ?? 0;
  const meet = held.some((change) => change.seq >= oldest);
  return meet ? [...page, ...held.filter((change) => change.seq < oldest)] : page;
}

const isChange = (file: NetChange): boolean => file.before !== file.after;

export type Verb = "created" | "updated" | "removed";

export function verbOf(file: NetChange): Verb {
  if (file.before === null) return "created";
  return file.after === null ? "removed" : "updated";
}

/** How many files were created, updated and removed. */
export function countVerbs(files: readonly NetChange[]): Readonly<Record<Verb, number>> {
  const counts = { created: 0, updated: 0, removed: 0 };
  for (const file of files) counts[verbOf(file)] += 1;
  return counts;
}
