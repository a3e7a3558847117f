import type { LogRow } from "./page-of.ts";
import type { LogSource, Search } from "./search.ts";
import { edgeOf, prepare, rowsOf, type Place } from "./statements.ts";
import { walkByTime } from "./walk.ts";

/** Rows of one step of an export, and how many it looks at where no index answers what is asked. */
const perStep = 2500;
const lookedAt = 25_000;

/** All rows of a search, the newest first, a bounded number at a time. */
export async function* allRows(
  d1: D1Database,
  source: LogSource,
  search: Search,
): AsyncGenerator<readonly LogRow[]> {
  if (search.empty) return;
  const walk = walkByTime(source, search, "desc");
  const bounded = walk.tested.length > 0;
  let after: Place | null = null;
  for (;;) {
    const step = { after, rows: perStep, looked: lookedAt };
    const statements = [rowsOf(walk, step), ...(bounded ? [edgeOf(walk, after, lookedAt)] : [])];
    const answers: D1Result<LogRow>[] = await d1.batch<LogRow>(
      statements.map((one) => prepare(d1, one)),
    );
    const rows = answers[0]?.results ?? [];
    if (rows.length > 0) yield rows;
    const on: LogRow | undefined = rows.length === perStep ? rows.at(-1) : answers[1]?.results[0];
    if (on === undefined) return;
    after = [Number(on["created_at"]), Number(on["place"])];
  }
}
