/** What an event says, in each form it is sent in. Pure. */
import type { Language } from "#contract/errors";
import type { Threshold } from "./alert.sql.ts";
import { showCondition, showHead, showThreshold, showValue } from "./words.ts";

export interface News {
  readonly eventId: string;
  readonly kind: "fired" | "resolved" | "no_data" | "silenced" | "test";
  readonly alert: { readonly id: string; readonly name: string; readonly condition: string };
  readonly threshold: Threshold;
  readonly operator: string;
  readonly value: number | null;
  readonly at: Date;
  /** To the alert in the console; null where the site does not know its own address. */
  readonly link: string | null;
}

/** Slack reads `<`, `>` and `&` as its own: a name is no mention of a channel and no link. */
const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export function slackBody(news: News, language: Language): string {
  const measured = `${showCondition(news.alert.condition, news.threshold, language)}: ${showValue(
    news.value,
    news.threshold.unit,
    news.threshold.value,
  )} (${showThreshold(news.operator, news.threshold)})`;
  const text = [
    `${showHead(news.kind, language)} ${news.alert.name}`,
    news.kind === "test" ? null : measured,
    news.link,
  ]
    .filter((line) => line !== null)
    .map(escapeSlack)
    .join("\n");
  return JSON.stringify({ text });
}

export const webhookBody = (news: News): string =>
  JSON.stringify({
    event_id: news.eventId,
    kind: news.kind,
    alert: {
      id: news.alert.id,
      name: news.alert.name,
      condition_type: news.alert.condition,
      threshold: news.threshold,
      comparison_operator: news.operator,
    },
    value: news.value,
    at: news.at.toISOString(),
    link: news.link,
  });

/** What the texts of mails name. */
export const mailFacts = (news: News, language: Language) => ({
  alert: `${news.kind === "test" ? `${showHead("test", language)} ` : ""}${news.alert.name}`,
  condition: showCondition(news.alert.condition, news.threshold, language),
  value: showValue(news.value, news.threshold.unit, news.threshold.value),
  threshold: showThreshold(news.operator, news.threshold),
  at: news.at,
  link: news.link,
});
