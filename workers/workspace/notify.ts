/** Telling the sessions of a project what changed: collected for a moment, then sent to each. */
import type { FileChange } from "#contract/frames";

/** Milliseconds in which changes are sent together. */
const collectFor = 30;
const maxChanges = 200;
/** A session that did not answer so often in a row is dropped. */
const maxFailures = 5;

export interface Notifier {
  subscribe(session: string): void;
  unsubscribe(session: string): void;
  changed(changes: readonly FileChange[]): void;
  /** Sends at once what waits. */
  flush(): Promise<void>;
}

interface NotifierDeps {
  readonly sql: SqlStorage;
  send(session: string, changes: FileChange[], truncated: boolean): Promise<unknown>;
  later(work: () => Promise<void>, ms: number): void;
}

/** The last change of each path is enough: receivers ask for what they show. */
function newest(changes: readonly FileChange[]): FileChange[] {
  const byPath = new Map<string, FileChange>();
  for (const change of changes) {
    const earlier = byPath.get(change.path);
    byPath.delete(change.path);
    const isNew = earlier?.op === "create" && change.op === "update";
    byPath.set(change.path, isNew ? { ...change, op: "create" } : change);
  }
  return [...byPath.values()];
}

export function createNotifier({ sql, send, later }: NotifierDeps): Notifier {
  let waiting: FileChange[] = [];
  let truncated = false;
  const flush = async () => {
    const changes = waiting;
    const cut = truncated;
    waiting = [];
    truncated = false;
    if (changes.length === 0) return;
    const sessions = sql
      .exec<{ session: string; failures: number }>("SELECT session, failures FROM subscriber")
      .toArray();
    await Promise.all(
      sessions.map(async ({ session, failures }) => {
        try {
          await send(session, changes, cut);
          if (failures > 0)
            sql.exec("UPDATE subscriber SET failures = 0 WHERE session = ?", session);
        } catch {
          sql.exec("UPDATE subscriber SET failures = failures + 1 WHERE session = ?", session);
          sql.exec("DELETE FROM subscriber WHERE failures >= ?", maxFailures);
        }
      }),
    );
  };
  return {
    subscribe(session) {
      sql.exec("INSERT OR REPLACE INTO subscriber (session, failures) VALUES (?, 0)", session);
    },
    unsubscribe(session) {
      sql.exec("DELETE FROM subscriber WHERE session = ?", session);
    },
    changed(changes) {
      if (waiting.length === 0) later(flush, collectFor);
      const all = newest([...waiting, ...changes]);
      truncated ||= all.length > maxChanges;
      waiting = all.slice(0, maxChanges);
    },
    flush,
  };
}
