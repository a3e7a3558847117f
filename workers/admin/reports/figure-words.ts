import type { Figure } from "#contract/admin-report";
import type { Language } from "#contract/errors";

type Unit = Figure["unit"];

interface Kind {
  readonly ja: string;
  readonly en: string;
  readonly unit: Unit;
  /** What it should be (U-200, U-203, U-208). */
  readonly target?: readonly ["GTE" | "LTE" | "LT", number];
}

/** Every line the report may have, in the order of its part. */
export const figureKinds = {
  uptime: { ja: "稼働率", en: "Uptime", unit: "percent", target: ["GTE", 99.9] },
  api_availability: {
    ja: "API可用性（5xx以外の割合）",
    en: "API availability (answers other than 5xx)",
    unit: "percent",
    target: ["GTE", 99.95],
  },
  error_rate: { ja: "エラー率（5xx）", en: "Error rate (5xx)", unit: "percent" },
  average_ms: { ja: "平均応答時間", en: "Average response time", unit: "milliseconds" },
  p50_ms: { ja: "応答時間 p50", en: "Response time p50", unit: "milliseconds", target: ["LT", 50] },
  p95_ms: {
    ja: "応答時間 p95",
    en: "Response time p95",
    unit: "milliseconds",
    target: ["LT", 200],
  },
  p99_ms: {
    ja: "応答時間 p99",
    en: "Response time p99",
    unit: "milliseconds",
    target: ["LT", 500],
  },
  model_p95_ms: {
    ja: "モデルの応答時間 p95",
    en: "Model response time p95",
    unit: "milliseconds",
    target: ["LT", 10_000],
  },
  socket_connect: {
    ja: "WebSocket接続成功率",
    en: "WebSocket connection success rate",
    unit: "percent",
    target: ["GTE", 99.5],
  },
  socket_drops: {
    ja: "WebSocket切断率",
    en: "WebSocket drop rate",
    unit: "percent",
    target: ["LT", 2],
  },
  active_average: { ja: "DAU（1日平均）", en: "DAU (daily average)", unit: "count" },
  active_peak: { ja: "DAU（最大）", en: "DAU (highest)", unit: "count" },
  monthly_active: { ja: "MAU（30日間）", en: "MAU (30 days)", unit: "count" },
  new_people: { ja: "新規ユーザー", en: "New users", unit: "count" },
  people: { ja: "総ユーザー数", en: "Total users", unit: "count" },
  sessions_created: { ja: "作成されたセッション", en: "Sessions created", unit: "count" },
  messages: { ja: "送信されたメッセージ", en: "Messages sent", unit: "count" },
  api_cost: { ja: "Claude API", en: "Claude API", unit: "micro_usd" },
  infrastructure_cost: { ja: "インフラ", en: "Infrastructure", unit: "micro_usd" },
  total_cost: { ja: "合計", en: "Total", unit: "micro_usd" },
  month_to_date: { ja: "今月のAPI費用", en: "API cost this month", unit: "micro_usd" },
  month_forecast: { ja: "月末の見込み", en: "Forecast for the month", unit: "micro_usd" },
} as const satisfies Record<string, Kind>;

export type FigureName = keyof typeof figureKinds;

export const kindOf = (name: FigureName): Kind => figureKinds[name];

const written = (value: number, language: Language, digits: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

/** A number as people write it. */
export function showNumber(value: number | null, unit: Unit, language: Language): string {
  if (value === null) return "–";
  switch (unit) {
    case "percent":
      return `${written(value, language, 3)}%`;
    case "milliseconds":
      return `${written(value, language, 0)} ms`;
    case "micro_usd":
      return `$${new Intl.NumberFormat("en", {
        minimumFractionDigits: 2,
        maximumFractionDigits: value !== 0 && value < 10_000 ? 4 : 2,
      }).format(value / 1_000_000)}`;
    case "count":
      return written(value, language, 1);
    default:
      return unit satisfies never;
  }
}

const signs = { GTE: "≥", LTE: "≤", LT: "<" } as const;

export const showTarget = (
  operator: keyof typeof signs,
  value: number,
  unit: Unit,
  language: Language,
): string => `${signs[operator]} ${showNumber(value, unit, language)}`;

/** `+15%`; null where nothing can be said. */
export const showChange = (change: number | null): string | null =>
  change === null ? null : `${change > 0 ? "+" : change < 0 ? "−" : "±"}${Math.abs(change)}%`;

/** How long something took. */
export function showMinutes(minutes: number, language: Language): string {
  const [value, ja, en] =
    minutes < 90
      ? [minutes, "分", "min"]
      : minutes < 2880
        ? [minutes / 60, "時間", "h"]
        : [minutes / 1440, "日", "d"];
  const number = written(value, language, 1);
  return language === "ja" ? `${number}${ja}` : `${number} ${en}`;
}
