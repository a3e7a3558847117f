import { sql, type SQL } from "drizzle-orm";
import type { LogSource, Search, Sorting } from "./search.ts";

/** One way through a log: an index, the part of it that is walked, and what is tested on the way. */
export interface Walk {
  readonly source: LogSource;
  readonly index: string;
  /** What the index itself answers, the span of time among it. */
  readonly within: readonly SQL[];
  /** What it answers besides the time. */
  readonly condition: SQL;
  /** What is looked up row by row. */
  readonly tested: readonly SQL[];
  /** What orders the walk, before the rowid. */
  readonly key: readonly string[];
  readonly descending: boolean;
  readonly from: number | null;
  readonly to: number | null;
  /** Set where the counted hours know how many rows it walks over. */
  readonly hours: SQL | null;
}

export const and = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0
    ? sql`1`
    : sql.join(
        conditions.map((one) => sql`(${one})`),
        sql` and `,
      );

export const span = ({ from, to }: Pick<Search, "from" | "to">): SQL[] => [
  ...(from === null ? [] : [sql`created_at >= ${from}`]),
  ...(to === null ? [] : [sql`created_at < ${to}`]),
];

const everything = sql`1`;

/** In the order of time: down the index of the best condition there is. */
export function walkByTime(source: LogSource, search: Search, order: Sorting["order"]): Walk {
  const [best, ...rest] = search.served;
  const tested = [...rest.map((one) => one.where), ...search.others];
  const hours = best === undefined ? everything : (best.hours ?? null);
  return {
    source,
    index: best?.index ?? source.timeIndex,
    within: [...(best === undefined ? [] : [best.where]), ...span(search)],
    condition: best?.where ?? everything,
    tested,
    key: ["created_at"],
    descending: order === "desc",
    from: search.from,
    to: search.to,
    hours,
  };
}

/** In another order: down that column's index, all else tested on the way. */
export function walkBy(source: LogSource, search: Search, { by, order }: Sorting): Walk {
  const index = source.orders[by];
  if (index === undefined) return walkByTime(source, search, order);
  return {
    source,
    index,
    // Rows without a value have no place in its order.
    within: [sql`${sql.identifier(by)} is not null`],
    condition: sql`${sql.identifier(by)} is not null`,
    tested: [...search.served.map((one) => one.where), ...search.others, ...span(search)],
    key: [by, "created_at"],
    descending: order === "desc",
    from: search.from,
    to: search.to,
    hours: null,
  };
}

export const backwards = (walk: Walk): Walk => ({ ...walk, descending: !walk.descending });
