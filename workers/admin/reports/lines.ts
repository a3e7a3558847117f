/** The report as lines of text: a mail's, and Markdown's. */
import type { Figure, WeeklyReport } from "#contract/admin-report";
import type { Language } from "#contract/errors";
import { showChange, showMinutes } from "./figure-words.ts";

const words = {
  ja: {
    title: "週次運用レポート",
    running: "（途中経過）",
    highlights: "ハイライト",
    health: "システムヘルス",
    usage: "利用統計",
    cost: "費用",
    incidents: "インシデント",
    actions: "アクション項目",
    target: "目標",
    before: "前週",
    count: "発生",
    times: "件",
    mean: "平均解決時間",
    open: "対応中",
    unended: "終了の記録なし",
    forgotten: "アラートの履歴の保存期間（180日）を過ぎています",
    none: "なし",
  },
  en: {
    title: "Weekly operations report",
    running: " (so far)",
    highlights: "Highlights",
    health: "System health",
    usage: "Usage",
    cost: "Cost",
    incidents: "Incidents",
    actions: "Action items",
    target: "target",
    before: "last week",
    count: "Started",
    times: "",
    mean: "Mean time to resolve",
    open: "open",
    unended: "its end is not on record",
    forgotten: "The history of alerts is kept for 180 days and is gone",
    none: "None",
  },
} as const;

/** Texts of people, as the kind of text they go into needs them. */
type Safe = (text: string) => string;
const asIs: Safe = (text) => text;

const mark = ({ is_met }: Figure): string => (is_met === null ? "" : is_met ? "✅ " : "⚠️ ");

function figureLine(figure: Figure, language: Language): string {
  const { target, before } = words[language];
  const change = showChange(figure.change);
  const notes = [
    figure.target ? `${target} ${figure.target.shown}` : null,
    change === null ? null : `${change} WoW`,
    change === null && figure.previous_shown !== null ? `${before} ${figure.previous_shown}` : null,
  ].filter((note) => note !== null);
  const beside = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  return `- ${mark(figure)}${figure.label}: ${figure.shown}${beside}`;
}

function incidentLines(
  { incidents }: WeeklyReport,
  language: Language,
  shownAt: (at: string) => string,
  safe: Safe,
): string[] {
  const w = words[language];
  if (!incidents.is_known) return [`- ${w.forgotten}`];
  const sum = [
    `- ${w.count}: ${incidents.began}${w.times} (${w.before} ${incidents.previous_began}${w.times})`,
    `- ${w.mean}: ${incidents.mean_shown ?? "–"}`,
  ];
  const items = incidents.items.map((one) => {
    const minutes =
      one.ended_at === null ? null : (Date.parse(one.ended_at) - Date.parse(one.began_at)) / 60_000;
    const end =
      minutes === null ? (one.is_open ? w.open : w.unended) : showMinutes(minutes, language);
    return `- ${one.is_open ? "⚠️ " : ""}${safe(one.name)}: ${one.condition} ${one.value} (${one.threshold}), ${shownAt(one.began_at)}, ${end}`;
  });
  return [...sum, ...items];
}

const siteTime = (language: Language) => {
  const format = new Intl.DateTimeFormat(language, {
    timeZone: "Asia/Tokyo",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (at: string): string => format.format(new Date(at));
};

/** Each part as lines, for the mail's variables. */
export function partsOf(report: WeeklyReport, language: Language, safe: Safe = asIs) {
  const { none } = words[language];
  const figures = (of: readonly Figure[]) => of.map((one) => figureLine(one, language));
  const actions = report.actions.map(({ text }) => safe(text));
  return {
    highlights: figures(report.highlights),
    health: figures(report.health),
    usage: figures(report.usage),
    cost: figures(report.cost),
    incidents: incidentLines(report, language, siteTime(language), safe),
    actions: actions.length === 0 ? [`- ${none}`] : actions.map((text) => `- [ ] ${text}`),
  };
}

/** What people wrote is text in Markdown, too: no link, no image, no markup. */
const escapeMarkdown: Safe = (text) =>
  text.replace(/[\\`*_[\]<>~|]/g, "\\$&").replace(/[\r\n]+/g, " ");

/** The report to keep, as U-208 draws it. */
export function markdownOf(report: WeeklyReport, language: Language): string {
  const w = words[language];
  const parts = partsOf(report, language, escapeMarkdown);
  const head = `# ${w.title} (${report.start_date} – ${report.end_date})${report.is_over ? "" : w.running}`;
  const names = ["highlights", "health", "usage", "cost", "incidents", "actions"] as const;
  return `${[head, ...names.map((name) => `## ${w[name]}\n\n${parts[name].join("\n")}`)].join("\n\n")}\n`;
}
