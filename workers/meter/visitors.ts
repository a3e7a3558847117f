/** What guests use is also their visitor's: an account of half an hour begins anew, who looks around does not (U-018). */
import { inArray, sql } from "drizzle-orm";
import type { LimitView } from "#contract/limit";
import { signInThrottle } from "../auth/sign-in-throttle.sql.ts";
import { assertStatement, runIfHolds } from "../platform/assert-statement.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { inTheWay, tighter, type Counted } from "./counters.ts";
import type { Limits } from "./effective-limits.ts";
import { refusal } from "./refusal.ts";
import type { CountedKind } from "./rpc.ts";
import { windowOf } from "./windows.ts";

/** Who a guest is beyond their stay, and what they have of a kind: the browser, or the network with all who share it. */
export interface Visitor {
  readonly key: string;
  readonly kind: CountedKind;
  readonly limit: number;
}

/** Browsers forget what they are told to; their network does not. */
const browsersOfNetwork = 5;

const ofVisitors = ["messages_per_hour", "calls_per_day"] as const;

export function visitorsOf(
  { device, network }: { readonly device: string | null; readonly network: string | null },
  limits: Pick<Limits, (typeof ofVisitors)[number]>,
): Visitor[] {
  return ofVisitors.flatMap((kind) => {
    const { value: limit } = limits[kind];
    if (limit === null) return [];
    return [
      ...(device === null ? [] : [{ key: `guest:${device}`, kind, limit }]),
      ...(network === null || network === "local"
        ? []
        : [{ key: `guest:${network}`, kind, limit: limit * browsersOfNetwork }]),
    ];
  });
}

const keyOf = ({ key, kind }: Visitor, now: number): string => `${key}:${windowOf(kind, now).key}`;

/** How each stands: what their visits used together. */
export async function viewVisits(
  db: Db,
  visitors: readonly Visitor[],
  now: number,
): Promise<LimitView[]> {
  if (visitors.length === 0) return [];
  const keys = visitors.map((visitor) => keyOf(visitor, now));
  const rows = await db
    .select({ key: signInThrottle.key, used: signInThrottle.failures })
    .from(signInThrottle)
    .where(inArray(signInThrottle.key, keys));
  return visitors.map((visitor) => {
    const { kind, limit } = visitor;
    const used = rows.find((row) => row.key === keyOf(visitor, now))?.used ?? 0;
    const resets_at = new Date(windowOf(kind, now).ends_at).toISOString();
    return { kind, used, limit, source: "role", resets_at };
  });
}

/** Of every kind what ends first: the stay's, or a visitor's. */
export const withVisits = (
  limits: readonly LimitView[],
  visits: readonly LimitView[],
): LimitView[] =>
  limits.map((one) => visits.filter(({ kind }) => kind === one.kind).reduce(tighter, one));

interface Visit {
  readonly db: Db;
  readonly visitors: readonly Visitor[];
  readonly kinds: readonly CountedKind[];
  readonly now: number;
}

/** Counts one of each kind for each of them, or for none: then false. */
async function countVisit({ db, visitors, kinds, now }: Visit): Promise<boolean> {
  const windowStartedAt = new Date(now);
  const counted = visitors
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((visitor) => [
      db
        .insert(signInThrottle)
        .values({ key: keyOf(visitor, now), failures: 1, windowStartedAt })
        .onConflictDoUpdate({
          target: signInThrottle.key,
          set: { failures: sql`${signInThrottle.failures} + 1` },
        }),
      assertStatement(
        db,
        sql`not exists(select 1 from sign_in_throttle
          where key = ${keyOf(visitor, now)} and failures > ${visitor.limit})`,
      ),
    ]);
  const [first, ...rest] = counted;
  if (!first) return true;
  return runIfHolds(db, first, ...rest);
}

/** What the stay counted, counted for its visitors, too; what is refused is counted nowhere. Throws what is in the way. */
export async function countGuest(
  visit: Visit,
  found: Counted,
  takeBack: () => void,
): Promise<LimitView[]> {
  const { db, visitors, kinds, now } = visit;
  let taken = false;
  try {
    taken = "counted" in found && (await countVisit(visit));
  } finally {
    if ("counted" in found && !taken) takeBack();
  }
  const visits = await viewVisits(db, visitors, now);
  if (taken && "counted" in found) return withVisits(found.counted, visits);
  const own = "refused" in found ? [found.refused] : [];
  const ofThese = visits.filter(({ kind }) => kinds.some((one) => one === kind));
  const full = inTheWay([...own, ...ofThese]);
  throw full ? refusal(full, now) : new AppError("RATE_001");
}
