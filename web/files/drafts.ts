import { day } from "../app/durations.ts";

/** Edits the server does not have yet, kept in this browser for a day (T-37). */
export interface Draft {
  readonly user: string;
  readonly project: string;
  readonly path: string;
  /** The version the edits were made on. */
  readonly base: number;
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export type DraftKey = readonly [user: string, project: string, path: string, base: number];

/** Where drafts are kept; the browser's is `draft-store.ts`. */
export interface DraftStore {
  all(): Promise<Draft[]>;
  put(draft: Draft): Promise<void>;
  delete(key: DraftKey): Promise<void>;
  clear(): Promise<void>;
}

const lifetime = day;

export const keyOf = (draft: Draft): DraftKey => [
  draft.user,
  draft.project,
  draft.path,
  draft.base,
];

/** Drafts of one person in one project, the newest of each file; those past a day are removed. */
export async function listDrafts(
  store: DraftStore,
  user: string,
  project: string,
  now: number,
): Promise<Draft[]> {
  const all = await store.all();
  const old = all.filter((draft) => now - draft.at > lifetime);
  await Promise.all(old.map((draft) => store.delete(keyOf(draft))));
  const newest = new Map<string, Draft>();
  for (const draft of all) {
    if (draft.user !== user || draft.project !== project || old.includes(draft)) continue;
    const other = newest.get(draft.path);
    if (other === undefined || other.at < draft.at) newest.set(draft.path, draft);
  }
  return [...newest.values()].toSorted((a, b) => a.path.localeCompare(b.path));
}

/** Forgets what is kept of a file, whatever version it was based on. */
export async function dropDrafts(
  store: DraftStore,
  user: string,
  project: string,
  path: string,
): Promise<void> {
  const mine = (await store.all()).filter(
    (draft) => draft.user === user && draft.project === project && draft.path === path,
  );
  await Promise.all(mine.map((draft) => store.delete(keyOf(draft))));
}
