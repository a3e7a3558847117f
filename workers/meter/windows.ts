/** When counters begin again: at the minute, the hour, the day and the month of the site (T-15). */
import { hour, minute } from "../platform/durations.ts";
import { dayOf, monthOf, nextDay, nextMonth } from "../settings/site-time.ts";
import type { CountedKind } from "./rpc.ts";

export interface Window {
  /** Two instants of the same window have the same key. */
  readonly key: string;
  /** When the next begins, Unix milliseconds. */
  readonly ends_at: number;
}

const every = (ms: number, at: number): Window => {
  const index = Math.floor(at / ms);
  return { key: String(index), ends_at: (index + 1) * ms };
};

export function windowOf(kind: CountedKind, at: number): Window {
  switch (kind) {
    case "session_creations_per_minute":
      return every(minute, at);
    case "messages_per_hour":
      return every(hour, at);
    case "calls_per_day":
      return { key: dayOf(at), ends_at: nextDay(at) };
    default:
      return kind satisfies never;
  }
}

export const monthWindow = (at: number): Window => ({ key: monthOf(at), ends_at: nextMonth(at) });
