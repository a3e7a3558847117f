import type { Language } from "#contract/errors";
import { recipientOf } from "../auth/recipient.ts";
import { adminsToTell } from "../auth/admins-to-tell.ts";
import type { Recipient } from "../mail/compose.ts";
import { mailsTo } from "../mail/outbox.ts";
import { isMailEnabled } from "../mail/transport.ts";
import { noticesTo } from "../notices/write-notice.ts";
import type { Db, Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { ChannelRow } from "./channels.ts";
import { mailFacts, slackBody, webhookBody, type News } from "./news.ts";
import { unseal } from "./seal.ts";
import { postJson, signBody, type Posted } from "./webhook.ts";

/** What was said, and what must be written for it to be so. */
export interface Sent extends Posted {
  readonly statements: readonly Statement[];
  /** Not to be tried again, though it did not arrive. */
  readonly isLast?: boolean;
}

async function byMail(db: Db, env: Env, news: News, to: readonly Recipient[]): Promise<Sent> {
  if (!isMailEnabled(env)) return { ok: false, outcome: "this site sends no mail", statements: [] };
  const facts = (language: Language) => mailFacts(news, language);
  if (news.kind === "resolved") return sentTo(await mailsTo(db, env, "alert_resolved", to, facts));
  if (news.kind !== "no_data") return sentTo(await mailsTo(db, env, "alert_fired", to, facts));
  return sentTo(
    await mailsTo(db, env, "alert_no_data", to, (language) => {
      const { alert, condition, at, link } = mailFacts(news, language);
      return { alert, condition, at, link };
    }),
  );
}

const sentTo = (statements: readonly Statement[]): Sent => ({
  ok: true,
  outcome: `mails: ${statements.length}`,
  statements,
});

const kinds = { resolved: "alert_resolved", no_data: "alert_no_data" } as const;

async function byNotice(db: Db, news: News): Promise<Sent> {
  const admins = await adminsToTell(db);
  const facts = mailFacts(news, "en");
  const statements = noticesTo(
    db,
    admins.map((admin) => admin.id),
    {
      kind: news.kind === "resolved" || news.kind === "no_data" ? kinds[news.kind] : "alert_fired",
      severity: news.kind === "resolved" ? "info" : "critical",
      data: { name: facts.alert, value: facts.value, threshold: facts.threshold },
      link: `/admin/notifications/${news.alert.id}?tab=alerts`,
    },
  );
  return { ok: true, outcome: `notices: ${admins.length}`, statements };
}

async function byWebhook(env: Env, news: News, channel: ChannelRow): Promise<Sent> {
  const url = await unseal(env, channel.id, channel.target);
  if (channel.kind === "SLACK") {
    const posted = await postJson(env, "SLACK", url, slackBody(news, channel.language), {});
    return { ...posted, statements: [] };
  }
  const body = webhookBody(news);
  const timestamp = Math.floor(Date.now() / 1000);
  const secret = channel.secret === null ? null : await unseal(env, channel.id, channel.secret);
  const posted = await postJson(env, "WEBHOOK", url, body, {
    "x-engawa-event": news.eventId,
    "x-engawa-timestamp": String(timestamp),
    ...(secret === null ? {} : { "x-engawa-signature": await signBody(secret, timestamp, body) }),
  });
  return { ...posted, statements: [] };
}

async function recipientsIn(env: Env, channel: ChannelRow): Promise<Recipient[]> {
  const addresses = JSON.parse(await unseal(env, channel.id, channel.target)) as string[];
  return addresses.map((email) => ({
    id: null,
    email,
    name: channel.name,
    language: channel.language,
    timeZone: "Asia/Tokyo",
  }));
}

/** Sends the news to one place: the administrators by mail or inbox, or a channel. */
export async function send(
  db: Db,
  env: Env,
  news: News,
  place: "EMAIL" | "IN_APP" | ChannelRow,
): Promise<Sent> {
  if (place === "IN_APP") return byNotice(db, news);
  if (place === "EMAIL") return byMail(db, env, news, (await adminsToTell(db)).map(recipientOf));
  if (place.kind === "EMAIL") return byMail(db, env, news, await recipientsIn(env, place));
  return byWebhook(env, news, place);
}
