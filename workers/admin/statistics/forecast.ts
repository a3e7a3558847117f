import { addDays, eachDay } from "./range.ts";

const reach = 28;
/** Fewer whole days say nothing of a month. */
const fewest = 3;

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The last day of a day's month. */
function endOfMonth(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0))
    .toISOString()
    .slice(0, 10);
}

/**
 * What the month of `today` will have cost: what is spent, and for each day that is left the mean of
 * days of its kind (workday, weekend) among the last 28 whole ones; today costs at least what it has.
 */
export function forecastMonth(
  costs: ReadonlyMap<string, number>,
  today: string,
  /** The first day anything cost. */
  first: string | null,
  /** Whether `today` is over: it costs what it has then. */
  isOver = false,
): { month_end_micro_usd: number | null; from_days: number } {
  const from = [addDays(today, -reach), first ?? today].sort().at(-1) ?? today;
  const known = from < today ? eachDay({ start: from, end: addDays(today, -1) }) : [];
  if (known.length < fewest) return { month_end_micro_usd: null, from_days: known.length };
  const cost = (day: string) => costs.get(day) ?? 0;
  const all = meanOf(known.map(cost)) ?? 0;
  const usual = (weekend: boolean) =>
    meanOf(known.filter((day) => isWeekend(day) === weekend).map(cost)) ?? all;
  const [workday, weekend] = [usual(false), usual(true)];
  const expected = (day: string) => (isWeekend(day) ? weekend : workday);
  const monthStart = `${today.slice(0, 7)}-01`;
  const spent = eachDay({ start: monthStart, end: addDays(today, -1) }).reduce(
    (sum, day) => sum + cost(day),
    0,
  );
  const left = eachDay({ start: addDays(today, 1), end: endOfMonth(today) }).reduce(
    (sum, day) => sum + expected(day),
    0,
  );
  const ofToday = isOver ? cost(today) : Math.max(cost(today), expected(today));
  return {
    month_end_micro_usd: Math.round(spent + ofToday + left),
    from_days: known.length,
  };
}
