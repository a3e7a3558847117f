/** What the figures of a week ask for: rules, each with what it saw. Pure. */
import type { Figure } from "#contract/admin-report";
import type { Language } from "#contract/errors";
import type { Incident } from "./incidents.ts";
import { showNumber } from "./figure-words.ts";

export interface Facts {
  readonly figures: readonly Figure[];
  readonly incidents: readonly Incident[];
  readonly failure: { readonly code: string; readonly requests: number } | null;
  /** Integer micro-dollars; null: no budget is set. */
  readonly budget: number | null;
  readonly warningPercent: number;
  readonly costliestModel: string | null;
  /** Of the site's quota; null: there is none. */
  readonly storagePercent: number | null;
}

type Words = readonly [ja: string, en: string];
type Seen = Readonly<Record<string, string | number>>;

const rules = {
  server_errors: [
    "サーバーエラーの原因を調べる: {label} {shown}（目標 {target}）。最も多いのは {code}（{requests}件）",
    "Investigate server errors: {label} {shown} (target {target}). Most frequent: {code} ({requests} times)",
  ],
  slow_answers: [
    "遅い処理を調べる: {label} {shown}（目標 {target}）",
    "Investigate slow responses: {label} {shown} (target {target})",
  ],
  slow_model: [
    "モデルの応答が遅い原因（モデル、プロンプトの長さ、提供元の状況）を確認する: {label} {shown}（目標 {target}）",
    "Find out why models answer slowly (model, prompt length, provider): {label} {shown} (target {target})",
  ],
  sockets_refused: [
    "WebSocketの接続失敗を調べる: {label} {shown}（目標 {target}）",
    "Investigate failing WebSocket connections: {label} {shown} (target {target})",
  ],
  sockets_dropped: [
    "WebSocketの切断を調べる: {label} {shown}（目標 {target}）",
    "Investigate dropped WebSocket connections: {label} {shown} (target {target})",
  ],
  incident_open: [
    "アラート「{name}」に対応する（まだ発生中）",
    'Resolve the alert "{name}" (still firing)',
  ],
  incident_repeated: [
    "アラート「{name}」の原因を取り除くか、しきい値を見直す（今週 {count}回発生）",
    'Fix the cause of the alert "{name}", or change its threshold (fired {count} times this week)',
  ],
  over_budget: [
    "予算を見直すか、上限を下げる: 月末の見込み {forecast}、予算 {budget}",
    "Review the budget or lower limits: forecast {forecast} by the end of the month, budget {budget}",
  ],
  near_budget: [
    "今月の予算の {percent}% を使用済み。残りの使い方を確認する",
    "{percent}% of this month's budget is used: plan what remains",
  ],
  cost_rose: [
    "API費用が前週より {change} 増えた理由を確認する（最も多いモデル: {model}）",
    "Find out why API costs rose by {change} from last week (top model: {model})",
  ],
  use_fell: [
    "利用者が前週より {change} 減った理由を確認する",
    "Find out why active users fell by {change} from last week",
  ],
  storage_full: [
    "保存容量の {percent}% を使用中。整理するか、上限を上げる",
    "{percent}% of the storage is used: clean up or raise the limit",
  ],
} as const satisfies Record<string, Words>;

export type Rule = keyof typeof rules;

const ruleOf: Readonly<Record<string, Rule>> = {
  uptime: "server_errors",
  api_availability: "server_errors",
  p50_ms: "slow_answers",
  p95_ms: "slow_answers",
  p99_ms: "slow_answers",
  model_p95_ms: "slow_model",
  socket_connect: "sockets_refused",
  socket_drops: "sockets_dropped",
};

/** An alert that fires this often in a week says little. */
const often = 3;

function* missed({ figures, failure }: Facts): Generator<[Rule, Seen]> {
  const told = new Set<Rule>();
  for (const { name, label, shown, target, is_met } of figures) {
    const rule = ruleOf[name];
    if (is_met !== false || rule === undefined || told.has(rule)) continue;
    told.add(rule);
    const { code, requests } = failure ?? { code: "–", requests: 0 };
    yield [rule, { label, shown, target: target?.shown ?? "", code, requests }];
  }
}

function* troubles({ incidents }: Facts): Generator<[Rule, Seen]> {
  const counts = new Map<string, Incident[]>();
  for (const one of incidents) counts.set(one.alertId, [...(counts.get(one.alertId) ?? []), one]);
  for (const [, of] of counts) {
    const name = of[0]?.name ?? "";
    if (of.some((one) => one.isOpen)) yield ["incident_open", { name }];
    if (of.length >= often) yield ["incident_repeated", { name, count: of.length }];
  }
}

function* money(facts: Facts): Generator<[Rule, Seen]> {
  const { budget, figures } = facts;
  const valueOf = (name: string) => figures.find((one) => one.name === name)?.value ?? 0;
  const [spent, forecast] = [valueOf("month_to_date"), valueOf("month_forecast")];
  if (budget !== null && Math.max(spent, forecast) > budget) {
    const shown = (value: number) => showNumber(value, "micro_usd", "en");
    yield ["over_budget", { forecast: shown(Math.max(spent, forecast)), budget: shown(budget) }];
  } else if (budget !== null && spent >= (budget * facts.warningPercent) / 100) {
    yield ["near_budget", { percent: Math.floor((spent / budget) * 100) }];
  }
  const cost = figures.find((one) => one.name === "api_cost");
  const more = (cost?.value ?? 0) - (cost?.previous ?? 0);
  if ((cost?.change ?? 0) >= 50 && more >= 10_000_000) {
    yield ["cost_rose", { change: `${cost?.change ?? 0}%`, model: facts.costliestModel ?? "–" }];
  }
}

function* use({ figures, storagePercent }: Facts): Generator<[Rule, Seen]> {
  const active = figures.find((one) => one.name === "active_average");
  if ((active?.change ?? 0) <= -20 && (active?.previous ?? 0) >= 10) {
    yield ["use_fell", { change: `${Math.abs(active?.change ?? 0)}%` }];
  }
  if (storagePercent !== null && storagePercent >= 80) {
    yield ["storage_full", { percent: Math.floor(storagePercent) }];
  }
}

const fill = (text: string, seen: Seen): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(seen[name] ?? whole));

/** What to do about a week, the most urgent first. */
export function actionsOf(facts: Facts, language: Language): { rule: Rule; text: string }[] {
  return [...troubles(facts), ...missed(facts), ...money(facts), ...use(facts)].map(
    ([rule, seen]) => ({ rule, text: fill(rules[rule][language === "ja" ? 0 : 1], seen) }),
  );
}
