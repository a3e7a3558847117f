import { and, asc, eq, inArray, lte, ne } from "drizzle-orm";
import { openDb, type Db, type Statement } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import type { AppContext } from "../platform/http/http.ts";
import { log } from "../platform/log.ts";
import type { Language } from "#contract/errors";
import { composeMail, fillMail, textOf, type Recipient } from "./compose.ts";
import type { MailData, MailEvent } from "./events.ts";
import { mailOutbox } from "./mail.sql.ts";
import type { MailText } from "./texts/define-mail.ts";
import { handOver, mailRouteOf } from "./transport.ts";

const day = 1440 * minute;
/** How long after each failure the next try comes; after the last one there is none. */
const pauses = [minute, 5 * minute, 30 * minute, 2 * 60 * minute, 6 * 60 * minute];
/** Mails of one delivery, so that a cron run ends. */
const batchSize = 50;

/** What a mail says names people (U-124): it leaves the table with the mail, or with the last try. */
const wordless = { subject: "", body: null } as const;

export interface NewMail<Event extends MailEvent> {
  readonly to: Recipient;
  readonly event: Event;
  readonly data: MailData<Event>;
}

/** A text on its way as a statement; inside an array, since awaiting a statement would run it. */
export function textStatements(
  db: Db,
  env: Env,
  to: Recipient,
  event: MailEvent,
  text: MailText | null,
): [Statement] {
  const route = mailRouteOf(env);
  const now = new Date();
  const row = {
    id: crypto.randomUUID(),
    userId: to.id,
    recipient: to.email,
    eventType: event,
    subject: text?.subject ?? "",
    language: to.language ?? ("ja" as const),
    createdAt: now,
  };
  if (text === null) {
    return [db.insert(mailOutbox).values({ ...row, ...wordless, status: "off" })];
  }
  const { body } = text;
  if (route === "binding") {
    return [db.insert(mailOutbox).values({ ...row, body, status: "waiting", nextAttemptAt: now })];
  }
  if (route === "mailbox") {
    return [db.insert(mailOutbox).values({ ...row, body, status: "sent", sentAt: now })];
  }
  const error = "this site sends no mail";
  return [db.insert(mailOutbox).values({ ...row, ...wordless, status: "failed", error })];
}

/**
 * The mail as a statement, for the batch of the change it tells of; `deliverSoon` sends it then.
 * What is switched off leaves a row that says so, and goes nowhere.
 */
export async function mailStatements<Event extends MailEvent>(
  db: Db,
  env: Env,
  { to, event, data }: NewMail<Event>,
): Promise<[Statement]> {
  return textStatements(db, env, to, event, await composeMail(db, to, event, data));
}

/** The same mail to several people: its text is read once a language. */
export async function mailsTo<Event extends MailEvent>(
  db: Db,
  env: Env,
  event: Event,
  to: readonly Recipient[],
  dataFor: (language: Language) => MailData<Event>,
): Promise<Statement[]> {
  const languages = [...new Set(to.map((one) => one.language ?? "ja"))];
  const found = await Promise.all(languages.map((one) => textOf(db, event, one)));
  const texts = new Map(languages.map((one, at) => [one, found[at] ?? null]));
  return to.flatMap((one) => {
    const language = one.language ?? "ja";
    const text = texts.get(language) ?? null;
    const filled = text === null ? null : fillMail(text, one, dataFor(language));
    return textStatements(db, env, one, event, filled);
  });
}

/** For mails that belong to no other change. */
export async function sendMail<Event extends MailEvent>(
  db: Db,
  env: Env,
  mail: NewMail<Event>,
): Promise<void> {
  const [statement] = await mailStatements(db, env, mail);
  await db.batch([statement]);
}

type Waiting = typeof mailOutbox.$inferSelect;

/** Of several deliveries at once, one gets the mail; one that dies leaves it for the next. */
async function claim(db: Db, mail: Waiting, now: number): Promise<boolean> {
  const pause = pauses[mail.attempts] ?? 0;
  const { meta } = await db
    .update(mailOutbox)
    .set({ attempts: mail.attempts + 1, nextAttemptAt: new Date(now + pause) })
    .where(
      and(
        eq(mailOutbox.id, mail.id),
        eq(mailOutbox.status, "waiting"),
        eq(mailOutbox.attempts, mail.attempts),
      ),
    );
  return meta.changes === 1;
}

async function deliver(db: Db, env: Env, mail: Waiting): Promise<void> {
  const mine = eq(mailOutbox.id, mail.id);
  try {
    await handOver(env, { ...mail, body: mail.body ?? "" });
    const sent = { status: "sent", sentAt: new Date(), error: null, ...wordless } as const;
    await db.update(mailOutbox).set(sent).where(mine);
  } catch (error) {
    const last = mail.attempts >= pauses.length;
    const why = String(error instanceof Error ? error.message : error).slice(0, 300);
    log(last ? "error" : "warn", "mail_not_sent", {
      event: mail.eventType,
      attempt: mail.attempts,
    });
    const failed = last ? ({ status: "failed", ...wordless } as const) : {};
    await db
      .update(mailOutbox)
      .set({ error: why, ...failed })
      .where(mine);
  }
}

/** Sends what is due, oldest first; what fails is tried again later. For the minute's cron, too. */
export async function deliverMail(env: Env, now = Date.now()): Promise<void> {
  if (mailRouteOf(env) !== "binding") return;
  const db = openDb(env.DB);
  const due = await db
    .select()
    .from(mailOutbox)
    .where(and(eq(mailOutbox.status, "waiting"), lte(mailOutbox.nextAttemptAt, new Date(now))))
    .orderBy(asc(mailOutbox.createdAt))
    .limit(batchSize);
  for (const mail of due) if (await claim(db, mail, now)) await deliver(db, env, mail);
}

/** Sends after the response what the request wrote to the outbox. */
export const deliverSoon = (c: AppContext): void => c.executionCtx.waitUntil(deliverMail(c.env));

/** Drops the traces of mails that left, or failed, a month ago; what is left waits. */
export async function forgetMails(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  const old = db
    .select({ id: mailOutbox.id })
    .from(mailOutbox)
    .where(
      and(ne(mailOutbox.status, "waiting"), lte(mailOutbox.createdAt, new Date(now - 30 * day))),
    )
    .limit(5000);
  await db.delete(mailOutbox).where(inArray(mailOutbox.id, old));
}

/** Takes a gone person's mails along. */
export const dropMails = (db: Db, userIds: readonly string[]): Statement =>
  db.delete(mailOutbox).where(inArray(mailOutbox.userId, [...userIds]));
