import type { exportStatistics, statisticsSeries } from "#contract/admin-statistics";
import type { QueryOf } from "#contract/endpoint";
import { byteOrderMark, csvLine } from "../../platform/text/csv.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Taking } from "../../platform/records/record-export.ts";
import { streamText } from "../../platform/text/stream-text.ts";
import { cohortWeeks } from "../../statistics/cohorts.ts";
import { costStatistics } from "./costs.ts";
import { engagement } from "./engagement.ts";
import { latency } from "./latency.ts";
import { readPersonCosts } from "./person-costs.ts";
import type { Range } from "./range.ts";
import { errorStatistics, requestStatistics, storageStatistics, userStatistics } from "./series.ts";

type Series = (typeof statisticsSeries)[number];
type Minutes = QueryOf<typeof exportStatistics>["minutes"];
type Line = Readonly<Record<string, string | number | null>>;

async function linesOf(
  env: Env,
  series: Series,
  range: Range,
  minutes: Minutes,
  now: number,
): Promise<readonly Line[]> {
  const db = openDb(env.DB);
  switch (series) {
    case "users":
      return (await userStatistics(db, range, now)).points;
    case "storage":
      return (await storageStatistics(env, db, range)).points;
    case "api-requests":
      return (await requestStatistics(db, range, now)).points;
    case "errors":
      return (await errorStatistics(db, range, now)).points;
    case "costs":
      return (await costStatistics(env, db, range, now)).points;
    case "cost-models":
      return (await costStatistics(env, db, range, now)).by_model;
    case "engagement":
      return (await engagement(db, range, now)).points;
    case "cohorts":
      return (await engagement(db, range, now)).cohorts.map(({ week, people, returned }) =>
        Object.fromEntries<string | number | null>([
          ["week", week],
          ["people", people],
          // As many columns for the newest as for the oldest.
          ...Array.from(
            { length: cohortWeeks - 1 },
            (_, at) => [`week_${at + 1}`, returned[at] ?? null] as const,
          ),
        ]),
      );
    case "latency":
      return (await latency(db, { minutes }, now)).points;
    case "cost-people":
      return [];
    default:
      return series satisfies never;
  }
}

const perPage = 500;

/** Everybody who cost something in the month of the period's end, page by page. */
async function* people(env: Env, range: Range): AsyncGenerator<Line> {
  const db = openDb(env.DB);
  const month = range.end.slice(0, 7);
  for (let offset = 0; ; offset += perPage) {
    const rows = await readPersonCosts(db, { month, sort_by: "month", limit: perPage, offset });
    yield* rows;
    if (rows.length < perPage) return;
  }
}

async function* csv(
  lines: AsyncIterable<Line> | Iterable<Line>,
  { took }: Taking,
): AsyncGenerator<string> {
  yield byteOrderMark;
  let columns: string[] | null = null;
  for await (const line of lines) {
    if (columns === null) {
      columns = Object.keys(line);
      yield csvLine(columns);
    }
    yield csvLine(columns.map((column) => line[column] ?? null));
    took(1);
  }
}

/** A series as CSV that no spreadsheet takes for formulas; money stays in micro-dollars, times in UTC. */
export async function exportSeries(
  env: Env,
  series: Series,
  range: Range,
  minutes: Minutes,
  now: number,
  taking: Taking,
): Promise<Response> {
  taking.took(0);
  const lines =
    series === "cost-people" ? people(env, range) : await linesOf(env, series, range, minutes, now);
  return new Response(streamText(csv(lines, taking), taking.end), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="engawa-${series}-${range.start}-${range.end}.csv"`,
      "cache-control": "no-store",
    },
  });
}
