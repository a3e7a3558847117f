import type { SQL } from "drizzle-orm";

/** A condition an index answers in the order of time. */
export interface Served {
  readonly index: string;
  readonly where: SQL;
  /** The same as a condition on the counted hours, where they tell it apart. */
  readonly hours?: SQL;
}

/** What is asked of a log, as conditions on its rows. */
export interface Search {
  /** The index to walk is that of the first one; the others are tested on each row. */
  readonly served: readonly Served[];
  readonly others: readonly SQL[];
  /** Unix milliseconds; from the first on, before the second. */
  readonly from: number | null;
  readonly to: number | null;
  /** Known beforehand to find no row. */
  readonly empty?: boolean;
}

/** A log, as the lists of the console read it. */
export interface LogSource {
  readonly table: string;
  /** How many rows each hour has. */
  readonly hours: string;
  readonly timeIndex: string;
  /** Columns of `t`, the log, and of whom it speaks of. */
  readonly columns: string;
  readonly joins: string;
  /** Other orders than time: the column and its index, which goes on by time. */
  readonly orders: Readonly<Record<string, string>>;
  /** Rows a search looks at to say how many there are, where not as many as in any log. */
  readonly countedRows?: number;
}

export interface Sorting {
  /** A column of `orders`, or `created_at`. */
  readonly by: string;
  readonly order: "asc" | "desc";
}
