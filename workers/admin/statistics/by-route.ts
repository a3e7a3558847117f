import { and, gte, lte, sql } from "drizzle-orm";
import type { Failing } from "#contract/admin-statistics";
import { outcomeOf } from "#contract/outcome";
import type { Db } from "../../platform/db.ts";
import { routeDay } from "../../statistics/request-figure.sql.ts";
import { groupBy } from "./group-by.ts";
import type { Days } from "./range.ts";

const shown = 20;
const codesShown = 5;

const read = (db: Db, { start, end }: Days) =>
  db
    .select({
      method: routeDay.method,
      route: routeDay.route,
      status: routeDay.status,
      code: routeDay.code,
      requests: sql<number>`sum(${routeDay.requests})`,
    })
    .from(routeDay)
    .where(and(gte(routeDay.day, start), lte(routeDay.day, end)))
    .groupBy(routeDay.route, routeDay.method, routeDay.status, routeDay.code);

type Row = Awaited<ReturnType<typeof read>>[number];

const sum = (rows: readonly Row[]): number => rows.reduce((all, row) => all + row.requests, 0);

/** One address, with its answers that ended so; null where none did. */
function failing(rows: readonly Row[], outcome: number): Failing | null {
  const meant = rows.filter(({ status, code }) => outcomeOf(status, code) === outcome);
  const [first] = meant;
  if (first === undefined) return null;
  return {
    method: first.method,
    route: first.route,
    requests: sum(rows),
    errors: sum(meant),
    codes: meant
      .toSorted((a, b) => b.requests - a.requests)
      .slice(0, codesShown)
      .map(({ status, code, requests }) => ({ status, code, requests })),
  };
}

const worst = (found: readonly (Failing | null)[]): Failing[] =>
  found
    .filter((one) => one !== null)
    .toSorted((a, b) => b.errors - a.errors)
    .slice(0, shown);

/** Which addresses fail, and which refuse, most often. */
export async function failuresByRoute(db: Db, days: Days) {
  const routes = [
    ...groupBy(await read(db, days), ({ method, route }) => `${method} ${route}`).values(),
  ];
  return {
    server: worst(routes.map((rows) => failing(rows, 5))),
    client: worst(routes.map((rows) => failing(rows, 4))),
  };
}
