import { and, desc, eq } from "drizzle-orm";
import type { Template } from "#contract/admin-template";
import type * as contract from "#contract/admin-template";
import type { OutputOf } from "#contract/endpoint";
import type { Language } from "#contract/errors";
import { user } from "../../auth/user.sql.ts";
import { mailName } from "../../mail/event-names.ts";
import {
  isMailEvent,
  isOffAtFirst,
  isRequired,
  mailEvents,
  ownText,
  variablesOf,
  type MailEvent,
} from "../../mail/events.ts";
import { notificationTemplate } from "../../mail/mail.sql.ts";
import { problemsOf } from "../../mail/template.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import type { Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { stableId } from "../../platform/stable-id.ts";

const table = notificationTemplate;
export type TemplateRow = typeof table.$inferSelect;

export interface TemplateKey {
  readonly event: MailEvent;
  readonly language: Language;
}

/** The same whether or not somebody has edited the text: what is the product's own has an address, too. */
export const templateId = ({ event, language }: TemplateKey): string =>
  stableId(`notification_template ${event} ${language}`);

const keys: readonly TemplateKey[] = (Object.keys(mailEvents) as MailEvent[]).flatMap((event) =>
  (["ja", "en"] as const).map((language) => ({ event, language })),
);

/** Throws TEMPLATE_001. */
export function keyOf(id: string): TemplateKey {
  const found = keys.find((key) => templateId(key) === id);
  if (!found) throw new AppError("TEMPLATE_001");
  return found;
}

/** Throws TEMPLATE_001 for an event there is not. */
export function eventOf(type: string): MailEvent {
  const name = type.toLowerCase();
  if (!isMailEvent(name)) throw new AppError("TEMPLATE_001", { event_type: type });
  return name;
}

export const isTemplate = ({ event, language }: TemplateKey) =>
  and(eq(table.eventType, event), eq(table.language, language));

/** What is sent now for an event, in the words of the contract. */
export function toTemplate(
  key: TemplateKey,
  row: TemplateRow | undefined,
  reader: Language,
): Template {
  const { event, language } = key;
  const { subject, body } = row ?? ownText(event, language);
  const required = isRequired(event);
  return {
    id: templateId(key),
    name: row?.name ?? mailName(event, language),
    event_type: event.toUpperCase(),
    event_name: mailName(event, reader),
    language,
    subject,
    body,
    variables: [...variablesOf(event)],
    missing: problemsOf([subject, body], variablesOf(event)).missing,
    is_active: required || (row?.isActive ?? !isOffAtFirst(event)),
    is_required: required,
    is_edited: row !== undefined,
    created_at: row?.createdAt.toISOString() ?? null,
    updated_at: row?.updatedAt.toISOString() ?? null,
  };
}

export async function listTemplates(db: Db, reader: Language): Promise<Template[]> {
  const rows = await db.select().from(table);
  const rowOf = new Map(rows.map((row) => [`${row.eventType} ${row.language}`, row]));
  return keys.map((key) => toTemplate(key, rowOf.get(`${key.event} ${key.language}`), reader));
}

type History = OutputOf<typeof contract.listTemplateHistory>["items"];

const textIn = (value: Record<string, unknown> | null): History[number]["text"] => {
  if (value === null || typeof value["body"] !== "string") return null;
  return {
    name: String(value["name"]),
    subject: String(value["subject"]),
    body: value["body"],
    is_active: value["is_active"] !== false,
  };
};

/** What the audit log says of a text: going back is a change to one of these. Throws TEMPLATE_001. */
export async function listHistory(db: Db, id: string): Promise<History> {
  keyOf(id);
  const rows = await db
    .select({
      id: auditLog.id,
      at: auditLog.createdAt,
      action: auditLog.action,
      after: auditLog.newValue,
      by: user.name,
    })
    .from(auditLog)
    .leftJoin(user, eq(user.id, auditLog.userId))
    .where(and(eq(auditLog.resourceType, "MAIL_TEMPLATE"), eq(auditLog.resourceId, id)))
    .orderBy(desc(auditLog.createdAt))
    .limit(50);
  return rows
    .filter((row) => row.action !== "TEST")
    .map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      by: row.by,
      action: row.action,
      text: textIn(row.after),
    }));
}
