import type { Alert, Operator } from "#contract/admin-alert";
import {
  alertConditions,
  digitsOf,
  thresholdBounds,
  type ConditionType,
} from "#contract/alert-condition";
import { t } from "../../i18n/admin-alerts.ts";
import { clock } from "../../i18n/format.ts";
import { numberFormat } from "../../i18n/intl.ts";

const signs: Record<Operator, string> = { GT: ">", GTE: "≥", LT: "<", LTE: "≤", EQ: "=" };
const units = ["percent", "milliseconds", "gigabytes", "users", "usd", "count"] as const;

export const unitName = (unit: string): string => {
  const known = units.find((one) => one === unit);
  return known === undefined ? unit : t(known);
};

/** A reading with its unit; beside a threshold it is not, told from it. */
export function valueText(value: number | null, unit: string, threshold?: number): string {
  if (value === null) return "–";
  const digits = digitsOf(value, unit, threshold);
  const shown = numberFormat({ maximumFractionDigits: digits }).format(value);
  if (unit === "usd") return `$${shown}`;
  return unit === "percent" ? `${shown}%` : `${shown} ${unitName(unit)}`;
}

const plain = (value: number): string => numberFormat({ maximumFractionDigits: 2 }).format(value);

/** What a threshold may be. */
export function amountText(unit: string, operator: Operator): string {
  const bounds = thresholdBounds(unit, operator);
  if (bounds === null) return "";
  const { min, max, whole } = bounds;
  return t(whole ? "wholeBounds" : "amountBounds", { min: plain(min), max: plain(max) });
}

/** `> 5% · over 5 min · for 2 min`: what is judged, over which time, and how long it must hold. */
export function ruleText({
  threshold,
  comparison_operator,
  pending_minutes,
}: Pick<Alert, "threshold" | "comparison_operator" | "pending_minutes">): string {
  return [
    `${signs[comparison_operator]} ${valueText(threshold.value, threshold.unit)}`,
    windowText(threshold),
    pending_minutes === 0 ? "" : t("pendingOf", { count: pending_minutes }),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function windowText({ window_minutes }: Alert["threshold"]): string {
  if (window_minutes === 0) return "";
  return window_minutes % 1440 === 0
    ? t("daysOf", { count: window_minutes / 1440 })
    : t("minutesOf", { count: window_minutes });
}

/** How often a condition is judged. */
export const everyText = (condition: ConditionType): string => {
  const { every } = alertConditions[condition];
  return every === 1 ? t("everyMinute") : t("everyMinutes", { count: every });
};

/** What the state stands on, and when it is looked at again: what is read now may be another value. */
export function judgedText(
  alert: Pick<
    Alert,
    "condition_type" | "threshold" | "last_value" | "last_evaluated_at" | "is_enabled"
  >,
): string {
  const { last_evaluated_at: at, last_value, threshold } = alert;
  if (!alert.is_enabled) return t("notJudged");
  if (at === null) return t("judgedNever");
  const next = judgedAgain(Date.parse(at), alertConditions[alert.condition_type].every);
  return t("judged", {
    time: clock(at),
    value: valueText(last_value, threshold.unit, threshold.value),
    next: clock(next),
  });
}

const minute = 60_000;

/** Minutes are compared, not milliseconds. */
const judgedAgain = (at: number, every: number): number =>
  (Math.floor(at / minute) + every) * minute;

export const isSilenced = (alert: Pick<Alert, "silenced_until">, now = Date.now()): boolean =>
  alert.silenced_until !== null && Date.parse(alert.silenced_until) > now;
