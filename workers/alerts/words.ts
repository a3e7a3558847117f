import { digitsOf, type ConditionType } from "#contract/alert-condition";
import type { Language } from "#contract/errors";
import type { Threshold } from "./alert.sql.ts";

const conditions: Record<ConditionType, readonly [ja: string, en: string]> = {
  ERROR_RATE: ["エラー率", "Error rate"],
  WS_FAILURE_RATE: ["WebSocket 接続の失敗率", "Failed WebSocket connections"],
  LATENCY_P95: ["応答時間（95パーセンタイル）", "Response time (95th percentile)"],
  STORAGE_USAGE: ["ストレージ使用量", "Storage in use"],
  INACTIVE_USERS: ["利用のないユーザー", "Inactive users"],
  BUDGET: ["今月の費用", "Cost this month"],
  LOGIN_FAILURES: ["サインイン失敗", "Failed sign-ins"],
};

const signs = { GT: ">", GTE: "≥", LT: "<", LTE: "≤", EQ: "=" } as const;

/** A reading with its unit, as both languages write it; beside a threshold it is not, told from it. */
export function showValue(value: number | null, unit: string, threshold?: number): string {
  if (value === null) return "–";
  const digits = digitsOf(value, unit, threshold);
  const shown = new Intl.NumberFormat("en", { maximumFractionDigits: digits }).format(value);
  const units: Record<string, string> = {
    percent: `${shown}%`,
    milliseconds: `${shown} ms`,
    gigabytes: `${shown} GB`,
    usd: `$${shown}`,
  };
  return units[unit] ?? shown;
}

const isOperator = (name: string): name is keyof typeof signs => Object.hasOwn(signs, name);

/** `> 5%` */
export const showThreshold = (operator: string, { value, unit }: Threshold): string =>
  `${isOperator(operator) ? signs[operator] : operator} ${showValue(value, unit)}`;

function showWindow(minutes: number, language: Language): string {
  if (minutes === 0) return "";
  const days = minutes / 1440;
  if (days >= 1) return language === "ja" ? `（${days}日間）` : ` (${days} days)`;
  return language === "ja" ? `（${minutes}分間）` : ` (${minutes} minutes)`;
}

/** What is watched, over which time. */
export const showCondition = (
  condition: string,
  threshold: Threshold,
  language: Language,
): string => {
  const [ja, en] = conditions[condition as ConditionType] ?? [condition, condition];
  return `${language === "ja" ? ja : en}${showWindow(threshold.window_minutes, language)}`;
};

const heads = {
  fired: ["アラート", "Alert"],
  silenced: ["アラート", "Alert"],
  resolved: ["解消", "Resolved"],
  no_data: ["データなし", "No data"],
  test: ["テスト", "Test"],
} as const;

/** `[Alert]` */
export const showHead = (kind: keyof typeof heads, language: Language): string =>
  `[${heads[kind][language === "ja" ? 0 : 1]}]`;
