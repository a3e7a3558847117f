import type { Operator } from "./admin-alert.ts";

/** What the readings of a unit may be, and by how much a threshold is set higher or lower. */
export const readable = {
  percent: { least: 0, most: 100, step: 0.01 },
  /** As far as the times of answers are told apart. */
  milliseconds: { least: 1, most: 300_000, step: 1 },
  gigabytes: { least: 0, most: 1_000_000, step: 0.01 },
  users: { least: 0, most: 10_000_000, step: 1 },
  usd: { least: 0, most: 100_000_000, step: 0.01 },
  /** As far as failures are counted. */
  count: { least: 0, most: 100_000, step: 1 },
} as const;

export type AlertUnit = keyof typeof readable;

const mostDigits = 20;

/** Digits after the point that tell a reading from the threshold beside it, and what is not 0 from 0. */
export function digitsOf(value: number, unit: string, threshold = value): number {
  const step = isUnit(unit) ? readable[unit].step : 1;
  const least = value === 0 ? 0 : Math.ceil(-Math.log10(Math.abs(value) * 2));
  let digits = Math.min(Math.max(step === 1 ? 0 : 2, least), mostDigits);
  const looksEqual = () => Number(value.toFixed(digits)) === threshold;
  if (value === threshold) return digits;
  while (digits < mostDigits && looksEqual()) digits += 1;
  return digits;
}

const isUnit = (unit: string): unit is AlertUnit => unit in readable;

/** Between what a threshold lies that some readings pass and some do not: with others it fires never, or always. */
export interface ThresholdBounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** Null: there is no such unit. */
export function thresholdBounds(unit: string, operator: Operator): ThresholdBounds | null {
  if (!isUnit(unit)) return null;
  const { least, most, step } = readable[unit];
  return {
    min: operator === "GTE" || operator === "LT" ? least + step : least,
    max: operator === "GT" || operator === "LTE" ? most - step : most,
    whole: step === 1,
  };
}

export const isWithin = ({ min, max, whole }: ThresholdBounds, value: number): boolean =>
  value >= min && value <= max && (!whole || Number.isInteger(value));

/** What an alert may watch: the units of its threshold and the time it looks back over. */
export interface AlertCondition {
  /** The first one is the usual. */
  readonly units: readonly [AlertUnit, ...AlertUnit[]];
  /** Minutes; null: it looks at what is, or has a period of its own. */
  readonly window: { readonly min: number; readonly max: number; readonly usual: number } | null;
  /** How often it is looked at, minutes. */
  readonly every: number;
  readonly usual: { readonly operator: "GT" | "GTE"; readonly value: number };
}

const minutes = { min: 1, max: 60, usual: 5 };
const day = 1440;

export const alertConditions = {
  /** Answers of 5xx, of all; what a site closed for maintenance refused is none. */
  ERROR_RATE: {
    units: ["percent"],
    window: minutes,
    every: 1,
    usual: { operator: "GT", value: 5 },
  },
  /** Sockets that could not be opened, of all that were asked for. */
  WS_FAILURE_RATE: {
    units: ["percent"],
    window: { ...minutes, usual: 2 },
    every: 1,
    usual: { operator: "GT", value: 10 },
  },
  LATENCY_P95: {
    units: ["milliseconds"],
    window: minutes,
    every: 1,
    usual: { operator: "GT", value: 1000 },
  },
  /** `percent` of what the database may hold; `gigabytes` of all projects' files. */
  STORAGE_USAGE: {
    units: ["percent", "gigabytes"],
    window: null,
    every: 15,
    usual: { operator: "GTE", value: 80 },
  },
  /** People who were not here for so long. */
  INACTIVE_USERS: {
    units: ["users", "percent"],
    window: { min: 7 * day, max: 365 * day, usual: 90 * day },
    every: 60,
    usual: { operator: "GTE", value: 100 },
  },
  /** What the site has spent this month. */
  BUDGET: {
    units: ["usd"],
    window: null,
    every: 5,
    usual: { operator: "GTE", value: 1000 },
  },
  /** Failed sign-ins of the places that still count. */
  LOGIN_FAILURES: {
    units: ["count"],
    window: { min: 5, max: 60, usual: 15 },
    every: 1,
    usual: { operator: "GTE", value: 50 },
  },
} as const satisfies Record<string, AlertCondition>;

export type ConditionType = keyof typeof alertConditions;

export const conditionTypes = Object.keys(alertConditions) as [ConditionType, ...ConditionType[]];
