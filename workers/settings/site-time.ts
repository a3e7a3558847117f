import { hour } from "../platform/durations.ts";

/**
 * The site's clock: days and months of limits, costs and reports are those of Asia/Tokyo, whose
 * offset is fixed (Japan has no daylight saving time).
 */
const offset = 9 * hour;

const shifted = (at: number): Date => new Date(at + offset);

/** `YYYY-MM-DD`. */
export const dayOf = (at: number): string => shifted(at).toISOString().slice(0, 10);

/** `YYYY-MM`. */
export const monthOf = (at: number): string => shifted(at).toISOString().slice(0, 7);

/** When the next day begins, Unix milliseconds. */
export const nextDay = (at: number): number => {
  const day = shifted(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1) - offset;
};

/** When the next month begins, Unix milliseconds. */
export const nextMonth = (at: number): number => {
  const day = shifted(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) - offset;
};
