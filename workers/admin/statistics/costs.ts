import { gte, min, sql } from "drizzle-orm";
import type * as contract from "#contract/admin-cost";
import type { OutputOf } from "#contract/endpoint";
import type { Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { dayOf } from "../../settings/site-time.ts";
import { costDay } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { type DayRow, grouped, readDays, total } from "./days.ts";
import { forecastMonth } from "./forecast.ts";
import { readAsOf } from "./frame.ts";
import { compareModels, modelCosts, modelCostsBefore } from "./model-costs.ts";
import { addDays, byDay, daysBetween, frameOf, type Range } from "./range.ts";

type Output = OutputOf<typeof contract.getCostStatistics>;

const spentSince = async (db: Db, day: string): Promise<number> => {
  const row = await db
    .select({ sum: sql<number>`coalesce(sum(${dayFigure.costMicroUsd}), 0)` })
    .from(dayFigure)
    .where(gte(dayFigure.day, day))
    .get();
  return row?.sum ?? 0;
};

const spentIn = (rows: readonly DayRow[]) => ({
  cost_micro_usd: total(rows, "costMicroUsd"),
  calls: total(rows, "modelCalls"),
});

/** The month of a day as it stood that day, and where it led. */
export async function comingMonth(db: Db, today: string, isOver = false) {
  const lastMonth = `${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
  const [rows, first] = await Promise.all([
    readDays(db, { start: lastMonth, end: today }),
    db
      .select({ day: min(costDay.day) })
      .from(costDay)
      .get(),
  ]);
  const costs = new Map(rows.map((row) => [row.day, row.costMicroUsd]));
  const isNow = (row: DayRow) => row.day.startsWith(today.slice(0, 7));
  return {
    forecast: {
      ...forecastMonth(costs, today, first?.day ?? null, isOver),
      method: "mean_by_kind_of_day" as const,
    },
    month_to_date_micro_usd: total(rows.filter(isNow), "costMicroUsd"),
    last_month_micro_usd: total(
      rows.filter((row) => !isNow(row)),
      "costMicroUsd",
    ),
  };
}

const share = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null ? null : Number(((part / whole) * 100).toFixed(1));

/** U-205, U-206. */
export async function costStatistics(env: Env, db: Db, range: Range, now: number): Promise<Output> {
  const shown = byDay(range);
  const today = dayOf(now);
  const [rows, as_of, used, before, month, year, ever, settings] = await Promise.all([
    readDays(db, shown),
    readAsOf(db),
    modelCosts(db, range),
    modelCostsBefore(db, range, now),
    comingMonth(db, today),
    spentSince(db, `${today.slice(0, 4)}-01-01`),
    spentSince(db, ""),
    readSettings(env),
  ]);
  const budget = settings.site_budget_usd === null ? null : settings.site_budget_usd * 1_000_000;
  return {
    as_of,
    range: frameOf(range, shown),
    points: grouped(rows, shown, spentIn),
    by_model: compareModels(used, before),
    totals: spentIn(rows.slice(-daysBetween(range))),
    previous: {
      cost_micro_usd: before.reduce((sum, row) => sum + row.cost_micro_usd, 0),
      calls: before.reduce((sum, row) => sum + row.calls, 0),
    },
    ...month,
    year_to_date_micro_usd: year,
    lifetime_micro_usd: ever,
    budget: {
      month_micro_usd: budget,
      used_percentage: share(month.month_to_date_micro_usd, budget),
      forecast_percentage: share(month.forecast.month_end_micro_usd, budget),
    },
  };
}
