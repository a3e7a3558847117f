import { and, eq } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { Recipient } from "./compose.ts";
import { notificationTemplate } from "./mail.sql.ts";
import { mailsTo } from "./outbox.ts";
import type { workMails } from "./texts/work-mails.ts";
import type { MailData } from "./events.ts";

export type WantedEvent = keyof typeof workMails;

/** Languages somebody switched the event on in; one look at an index where nobody did. */
const wantedLanguages = (db: Db, event: WantedEvent) =>
  db
    .select({ language: notificationTemplate.language })
    .from(notificationTemplate)
    .where(and(eq(notificationTemplate.eventType, event), eq(notificationTemplate.isActive, true)));

/**
 * Mails of an event that is off at first, as statements. While it is off nobody is looked up, and
 * no row says so: what happens all day would fill the outbox.
 */
export async function wantedMails<Event extends WantedEvent>(
  db: Db,
  env: Env,
  event: Event,
  { to, data }: { to: () => Promise<readonly Recipient[]>; data: MailData<Event> },
): Promise<Statement[]> {
  const languages = new Set((await wantedLanguages(db, event)).map((row) => row.language));
  if (languages.size === 0) return [];
  const people = (await to()).filter((one) => languages.has(one.language ?? "ja"));
  return mailsTo(db, env, event, people, () => data);
}
