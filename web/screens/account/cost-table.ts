import type { CostRow } from "#contract/usage";
import { day as oneDay } from "../../app/durations.ts";
import { siteDay } from "../../app/site-time.ts";
import type { Stack } from "../../ui/StackedBars.tsx";

/** The last days of the site up to today, oldest first, as `YYYY-MM-DD`. */
export const lastDays = (count: number, now: number = Date.now()): string[] =>
  Array.from({ length: count }, (_, at) => siteDay(now - (count - 1 - at) * oneDay));

/** Rows of cost as bars: every day there is, one value for each model, the dearest model first. */
export function costTable(
  rows: readonly CostRow[],
  days: readonly string[],
): { models: string[]; stacks: Stack[] } {
  const totals = new Map<string, number>();
  const cells = new Map<string, number>();
  for (const { day, model, cost_micro_usd: cost } of rows) {
    totals.set(model, (totals.get(model) ?? 0) + cost);
    cells.set(`${day} ${model}`, (cells.get(`${day} ${model}`) ?? 0) + cost);
  }
  const models = [...totals].toSorted(([, a], [, b]) => b - a).map(([model]) => model);
  return {
    models,
    stacks: days.map((day) => ({
      label: day.slice(5).replace("-", "/"),
      values: models.map((model) => cells.get(`${day} ${model}`) ?? 0),
    })),
  };
}
