import { eq } from "drizzle-orm";
import type { Figure, WeeklyReport } from "#contract/admin-report";
import type { Language } from "#contract/errors";
import { reportRun } from "../../alerts/alert.sql.ts";
import { historyKeptFor } from "../../alerts/deliver.ts";
import { showCondition, showThreshold, showValue } from "../../alerts/words.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { comingMonth } from "../statistics/costs.ts";
import { latest, readDays } from "../statistics/days.ts";
import { modelCosts } from "../statistics/model-costs.ts";
import { readSoFar, wholeDay } from "../statistics/so-far.ts";
import { readTimes } from "../statistics/frame.ts";
import { actionsOf } from "./recommended-actions.ts";
import { type FigureName, kindOf, showMinutes, showNumber, showTarget } from "./figure-words.ts";
import { type Incident, incidentsOf, meanMinutes } from "./incidents.ts";
import { commonFailure, measureDays, type Measured, timesIn } from "./measure.ts";
import { startOfDay, type Week } from "./week.ts";

const weekMs = 7 * 86_400_000;
const shownIncidents = 20;

const health = [
  "uptime",
  "api_availability",
  "error_rate",
  "average_ms",
  "p50_ms",
  "p95_ms",
  "p99_ms",
  "model_p95_ms",
  "socket_connect",
  "socket_drops",
] as const satisfies readonly FigureName[];

const usage = [
  "active_average",
  "active_peak",
  "monthly_active",
  "new_people",
  "people",
  "sessions_created",
  "messages",
] as const satisfies readonly FigureName[];

/** `report_run` knows a report that was mailed by this name. */
export const weeklyRun = (monday: string): string => `weekly:${monday}`;

const isMet = (value: number, [operator, wanted]: readonly [string, number]): boolean =>
  operator === "GTE" ? value >= wanted : operator === "LTE" ? value <= wanted : value < wanted;

/** Differences of shares are no percentages; small numbers before make large ones. */
function changeOf(unit: Figure["unit"], value: number | null, previous: number | null) {
  if (unit === "percent" || value === null || previous === null || previous === 0) return null;
  return Math.round(((value - previous) / previous) * 1000) / 10;
}

function figureOf(
  name: FigureName,
  now: Measured,
  before: Measured,
  language: Language,
  ownTarget?: readonly ["LTE", number],
): Figure {
  const { unit, target: usual, ...labels } = kindOf(name);
  const [value, previous] = [now[name] ?? null, before[name] ?? null];
  const target = ownTarget ?? usual;
  return {
    name,
    label: labels[language],
    value,
    unit,
    shown: showNumber(value, unit, language),
    previous,
    previous_shown: previous === null ? null : showNumber(previous, unit, language),
    change: changeOf(unit, value, previous),
    target: target
      ? {
          operator: target[0],
          value: target[1],
          shown: showTarget(target[0], target[1], unit, language),
        }
      : null,
    is_met: target && value !== null ? isMet(value, target) : null,
  };
}

/** A week's part of what is paid by the month. */
const infrastructureOf = (monthly: number | null, days: number): number | null =>
  monthly === null ? null : Math.round((monthly * 1_000_000 * 12 * days) / 365);

const withTotal = (measured: Measured, infrastructure: number | null): Measured => ({
  ...measured,
  infrastructure_cost: infrastructure,
  total_cost: infrastructure === null ? null : (measured.api_cost ?? 0) + infrastructure,
});

function shownIncident(one: Incident, language: Language): WeeklyReport["incidents"]["items"][0] {
  return {
    alert_id: one.alertId,
    name: one.name,
    condition: showCondition(one.condition, one.threshold, language),
    value: showValue(one.value, one.threshold.unit, one.threshold.value),
    threshold: showThreshold(one.operator, one.threshold),
    began_at: new Date(one.began).toISOString(),
    ended_at: one.ended === null ? null : new Date(one.ended).toISOString(),
    is_open: one.isOpen,
  };
}

/** Open ones first, then the longest. */
const byWeight = (a: Incident, b: Incident): number =>
  Number(b.isOpen) - Number(a.isOpen) ||
  (b.ended ?? b.began) - b.began - ((a.ended ?? a.began) - a.began);

function incidentPart(
  incidents: readonly Incident[],
  before: readonly Incident[],
  isKnown: boolean,
  language: Language,
): WeeklyReport["incidents"] {
  const minutes = meanMinutes(incidents);
  return {
    is_known: isKnown,
    began: incidents.length,
    previous_began: before.length,
    open: incidents.filter((one) => one.isOpen).length,
    mean_minutes: minutes,
    mean_shown: minutes === null ? null : showMinutes(minutes, language),
    items: incidents
      .toSorted(byWeight)
      .slice(0, shownIncidents)
      .map((one) => shownIncident(one, language)),
  };
}

async function read(db: Db, week: Week, now: number) {
  const from = startOfDay(week.start);
  const to = Math.min(from + weekMs, now);
  const [days, earlier, passed, times, timesBefore, month, models, failure, counted] =
    await Promise.all([
      readDays(db, week),
      readDays(db, week.previous),
      readSoFar(db, week, now),
      timesIn(db, week),
      timesIn(db, week.previous),
      comingMonth(db, week.end, !week.running),
      modelCosts(db, week),
      commonFailure(db, week),
      readTimes(db),
    ]);
  const [incidents, incidentsBefore, run] = await Promise.all([
    incidentsOf(db, from, to),
    incidentsOf(db, from - weekMs, to - weekMs),
    db
      .select()
      .from(reportRun)
      .where(eq(reportRun.id, weeklyRun(week.start)))
      .get(),
  ]);
  return {
    days,
    month,
    failure,
    // Of a week that is over, levels are those of its last day.
    counted: { ...counted, levels_as_of: week.running ? counted.levels_as_of : null },
    incidents,
    incidentsBefore,
    measured: { ...measureDays(days, wholeDay), ...times },
    before: { ...measureDays(earlier, passed), ...timesBefore },
    model: models[0]?.model ?? null,
    sentAt: run?.createdAt.toISOString() ?? null,
    isKnown: now - from < historyKeptFor,
  };
}

/** A week of the site (U-208), from the sums alone. */
export async function weeklyReport(
  env: Env,
  week: Week,
  language: Language,
  now: number,
): Promise<WeeklyReport> {
  const db = openDb(env.DB);
  const [found, settings] = await Promise.all([read(db, week, now), readSettings(env)]);
  const { days, month } = found;
  const monthly = settings.infrastructure_usd;
  const measured: Measured = {
    ...withTotal(found.measured, infrastructureOf(monthly, days.length)),
    month_to_date: month.month_to_date_micro_usd,
    month_forecast: month.forecast.month_end_micro_usd,
  };
  const before = withTotal(found.before, infrastructureOf(monthly, days.length));
  const budget = settings.site_budget_usd === null ? null : settings.site_budget_usd * 1_000_000;
  const within = budget === null ? undefined : (["LTE", budget] as const);
  const figure = (name: FigureName, target?: readonly ["LTE", number]) =>
    figureOf(name, measured, before, language, target);
  const cost = [
    figure("api_cost"),
    ...(monthly === null ? [] : [figure("infrastructure_cost"), figure("total_cost")]),
    figure("month_to_date", within),
    figure("month_forecast", within),
  ];
  const parts = {
    health: health.map((name) => figure(name)),
    usage: usage.map((name) => figure(name)),
  };
  const bytes = latest(days, "storageBytes");
  const quota = settings.storage_quota_gb;
  return {
    ...found.counted,
    start_date: week.start,
    end_date: week.sunday,
    is_over: !week.running,
    sent_at: found.sentAt,
    highlights: [
      figure("active_average"),
      figure("new_people"),
      figure("uptime"),
      figure("api_cost"),
    ],
    ...parts,
    cost,
    days: days.map((row) => ({
      at: row.day,
      active: row.activePeople,
      monthly_active: row.monthlyActive,
      cost_micro_usd: row.costMicroUsd,
    })),
    incidents: incidentPart(found.incidents, found.incidentsBefore, found.isKnown, language),
    actions: actionsOf(
      {
        figures: [...parts.health, ...parts.usage, ...cost],
        incidents: found.incidents,
        failure: found.failure,
        budget,
        warningPercent: settings.budget_warning_percent,
        costliestModel: found.model,
        storagePercent:
          bytes === null || quota === null ? null : (bytes / (quota * 1024 ** 3)) * 100,
      },
      language,
    ),
  };
}
