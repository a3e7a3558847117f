import { and, eq } from "drizzle-orm";
import type { Language } from "#contract/errors";
import type { Db } from "../platform/db.ts";
import { errorFields, log } from "../platform/log.ts";
import {
  isOffAtFirst,
  isRequired,
  ownText,
  variablesOf,
  type MailEvent,
  type MailValue,
} from "./events.ts";
import { notificationTemplate } from "./mail.sql.ts";
import { checkTemplate, flatten, renderTemplate, type Filled } from "./template.ts";
import type { MailText } from "./texts/define-mail.ts";

export interface Recipient {
  /** Null: an address that has no account yet. */
  readonly id: string | null;
  readonly email: string;
  readonly name: string;
  readonly language: Language | null;
  readonly timeZone: string;
}

function show(value: MailValue, { language, timeZone }: Recipient): Filled {
  if (!(value instanceof Date)) return typeof value === "number" ? String(value) : value;
  const words = new Intl.DateTimeFormat(language ?? "ja", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  });
  return `${words.format(value)} (${timeZone})`;
}

const edited = (db: Db, event: MailEvent, language: Language) =>
  db
    .select({
      subject: notificationTemplate.subject,
      body: notificationTemplate.body,
      isActive: notificationTemplate.isActive,
    })
    .from(notificationTemplate)
    .where(
      and(eq(notificationTemplate.eventType, event), eq(notificationTemplate.language, language)),
    )
    .get();

/** Throws TemplateError where a text for the event names what the event does not have. */
function checkMailText(event: MailEvent, text: MailText): void {
  checkTemplate(text.subject, variablesOf(event));
  checkTemplate(text.body, variablesOf(event));
}

/**
 * The edited text of an event, or the code's own: a broken edit keeps no mail from leaving. Null: it
 * was switched off.
 */
export async function textOf(
  db: Db,
  event: MailEvent,
  language: Language,
): Promise<MailText | null> {
  const own = ownText(event, language);
  const found = await edited(db, event, language);
  if (!found) return isOffAtFirst(event) ? null : own;
  if (!found.isActive && !isRequired(event)) return null;
  try {
    checkMailText(event, found);
    return found;
  } catch (error) {
    log("error", "mail_template_broken", { event, language, ...errorFields(error) });
    return own;
  }
}

/** A text with its values, for one recipient: the subject is one line, whatever a value holds. */
export function fillMail(
  text: MailText,
  to: Recipient,
  data: Readonly<Record<string, MailValue>>,
): MailText {
  const shown = Object.entries(data).map(([name, value]) => [name, show(value, to)]);
  const values = { name: to.name, ...(Object.fromEntries(shown) as Record<string, Filled>) };
  return {
    subject: flatten(renderTemplate(text.subject, values), 200),
    body: renderTemplate(text.body, values),
  };
}

/**
 * Subject and body for one recipient, in their language (Japanese where they chose none); null where
 * the mail of this event is switched off.
 */
export async function composeMail(
  db: Db,
  to: Recipient,
  event: MailEvent,
  data: Readonly<Record<string, MailValue>>,
): Promise<MailText | null> {
  const text = await textOf(db, event, to.language ?? "ja");
  return text === null ? null : fillMail(text, to, data);
}
