/** Counting what resets with time. Reads and writes without a pause between: nobody counts past a limit. */
import type { LimitSource, LimitView } from "#contract/limit";
import type { Facts } from "./facts.ts";
import type { CountedKind } from "./rpc.ts";
import { windowOf } from "./windows.ts";

export const countedKinds: readonly CountedKind[] = [
  "calls_per_day",
  "messages_per_hour",
  "session_creations_per_minute",
];

interface Line {
  readonly kind: CountedKind;
  readonly owner: string;
  readonly limit: number | null;
  readonly source: LimitSource;
}

/** The person's line of a kind, and that of the key where it has one. */
function linesOf(facts: Facts, kind: CountedKind, keyId: string | null): Line[] {
  const { value, source } = facts.limits[kind];
  const lines: Line[] = [{ kind, owner: "", limit: value, source }];
  if (keyId === null || kind !== "calls_per_day") return lines;
  const limit = facts.keys.get(keyId)?.calls_per_day ?? null;
  return [...lines, { kind, owner: keyId, limit, source: "key" }];
}

function usedOf(sql: SqlStorage, { kind, owner }: Line, now: number): number {
  const row = sql
    .exec<{ used: number }>(
      "SELECT used FROM counter WHERE kind = ? AND owner = ? AND window = ?",
      kind,
      owner,
      windowOf(kind, now).key,
    )
    .toArray()[0];
  return row?.used ?? 0;
}

const viewOf = (sql: SqlStorage, line: Line, now: number): LimitView => ({
  kind: line.kind,
  used: usedOf(sql, line, now),
  limit: line.limit,
  source: line.source,
  resets_at: new Date(windowOf(line.kind, now).ends_at).toISOString(),
});

const remaining = ({ limit, used }: LimitView): number =>
  limit === null ? Number.POSITIVE_INFINITY : limit - used;

export const tighter = (a: LimitView, b: LimitView): LimitView =>
  remaining(b) < remaining(a) ? b : a;

/** Of what is full, what is free again last: before that, nothing is. */
export const inTheWay = (views: readonly LimitView[]): LimitView | undefined =>
  views
    .filter((view) => remaining(view) < 1)
    .sort((a, b) => Date.parse(b.resets_at ?? "") - Date.parse(a.resets_at ?? ""))[0];

/** Of a kind, the line that ends first. */
export function viewCounter(
  sql: SqlStorage,
  facts: Facts,
  kind: CountedKind,
  keyId: string | null,
  now: number,
): LimitView {
  return linesOf(facts, kind, keyId)
    .map((line) => viewOf(sql, line, now))
    .reduce(tighter);
}

/** A key's own limits, and what it used of them itself, whatever its owner has left. */
export const viewKeyCounters = (
  sql: SqlStorage,
  facts: Facts,
  keyId: string,
  now: number,
): LimitView[] =>
  countedKinds
    .flatMap((kind) => linesOf(facts, kind, keyId))
    .filter((line) => line.owner === keyId && line.limit !== null)
    .map((line) => viewOf(sql, line, now));

export type Counted = { readonly refused: LimitView } | { readonly counted: LimitView[] };

/** One of each kind, or none: then the limit in the way. */
export function count(
  sql: SqlStorage,
  facts: Facts,
  kinds: readonly CountedKind[],
  keyId: string | null,
  now: number,
): Counted {
  const lines = kinds.flatMap((kind) => linesOf(facts, kind, keyId));
  const full = inTheWay(lines.map((line) => viewOf(sql, line, now)));
  if (full) return { refused: full };
  for (const { kind, owner } of lines) {
    sql.exec(
      `INSERT INTO counter(kind, owner, window, used) VALUES(?1, ?2, ?3, 1)
         ON CONFLICT(kind, owner) DO UPDATE SET
           used = CASE WHEN window = ?3 THEN used + 1 ELSE 1 END, window = ?3`,
      kind,
      owner,
      windowOf(kind, now).key,
    );
  }
  return { counted: kinds.map((kind) => viewCounter(sql, facts, kind, keyId, now)) };
}

/** What was counted just now did not come about. */
export function uncount(
  sql: SqlStorage,
  facts: Facts,
  kinds: readonly CountedKind[],
  keyId: string | null,
  now: number,
): void {
  for (const { kind, owner } of kinds.flatMap((one) => linesOf(facts, one, keyId))) {
    sql.exec(
      "UPDATE counter SET used = max(0, used - 1) WHERE kind = ? AND owner = ? AND window = ?",
      kind,
      owner,
      windowOf(kind, now).key,
    );
  }
}
