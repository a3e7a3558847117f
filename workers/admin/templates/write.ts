import { eq, sql } from "drizzle-orm";
import * as contract from "#contract/admin-template";
import type { Template } from "#contract/admin-template";
import type { JsonOf } from "#contract/endpoint";
import type { Language } from "#contract/errors";
import { mailName } from "../../mail/event-names.ts";
import {
  isOffAtFirst,
  isRequired,
  ownText,
  variablesOf,
  type MailEvent,
} from "../../mail/events.ts";
import { notificationTemplate } from "../../mail/mail.sql.ts";
import { problemsOf, saysSomething } from "../../mail/template.ts";
import type { MailText } from "../../mail/texts/define-mail.ts";
import { assertStatement, runIfHolds } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db } from "../../platform/db.ts";
import { requireAsRead } from "../../platform/as-read.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { checkUnchanged, nextTime } from "../../platform/http/if-match.ts";
import { assertAsRead, assertFound, saysTheSame, writeEdit } from "../../platform/write-edit.ts";
import {
  eventOf,
  isTemplate,
  keyOf,
  templateId,
  toTemplate,
  type TemplateKey,
  type TemplateRow,
} from "./read.ts";

const table = notificationTemplate;

/** What a mail is sent for: without its link nobody gets in by it. */
const needed = (event: MailEvent): readonly string[] =>
  isRequired(event) ? variablesOf(event).filter((name) => name === "link") : [];

/** What is empty of a mail the site cannot do without; elsewhere a text may be its variables alone. */
const emptyOf = (event: MailEvent, texts: MailText): string[] =>
  isRequired(event)
    ? (["subject", "body"] as const).filter((part) => !saysSomething(texts[part]))
    : [];

/**
 * Throws TEMPLATE_002, which names what the event does not have, TEMPLATE_006, what the text lacks,
 * and TEMPLATE_007, what of it says nothing.
 */
export function checkTexts(event: MailEvent, { subject, body }: MailText): void {
  const { unknown, open_brace } = problemsOf([subject, body], variablesOf(event));
  if (unknown.length > 0 || open_brace) {
    throw new AppError("TEMPLATE_002", { unknown, open_brace, known: variablesOf(event) });
  }
  const { missing } = problemsOf([body], needed(event));
  if (missing.length > 0) throw new AppError("TEMPLATE_006", { missing });
  const empty = emptyOf(event, { subject, body });
  if (empty.length > 0) throw new AppError("TEMPLATE_007", { empty });
}

const recorded = (row: TemplateRow): Record<string, unknown> => ({
  event_type: row.eventType.toUpperCase(),
  language: row.language,
  name: row.name,
  subject: row.subject,
  body: row.body,
  is_active: row.isActive,
});

/** What is sent until somebody edits it: the first edit changes this, and its record says so. */
const ownRow = (key: TemplateKey, now: Date): TemplateRow => ({
  id: templateId(key),
  name: mailName(key.event, key.language),
  eventType: key.event,
  language: key.language,
  ...ownText(key.event, key.language),
  variables: [...variablesOf(key.event)],
  isActive: !isOffAtFirst(key.event),
  createdAt: now,
  updatedAt: now,
});

const read = (db: Db, key: TemplateKey): Promise<TemplateRow | undefined> =>
  db.select().from(table).where(isTemplate(key)).get();

interface Change {
  readonly name?: string | undefined;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
  readonly is_active?: boolean | undefined;
}

/** The row as the change leaves it, written in the same batch as its record. */
async function write(
  db: Db,
  actor: Actor,
  key: TemplateKey,
  before: TemplateRow | undefined,
  change: Change,
  origin: Origin,
): Promise<TemplateRow> {
  const { event, language } = key;
  if (change.is_active === false && isRequired(event)) throw new AppError("TEMPLATE_003");
  const now = new Date();
  const old = before ?? ownRow(key, now);
  const after: TemplateRow = {
    ...old,
    name: change.name ?? old.name,
    subject: change.subject ?? old.subject,
    body: change.body ?? old.body,
    variables: [...variablesOf(event)],
    isActive: change.is_active ?? old.isActive,
    updatedAt: before ? nextTime(before.updatedAt) : now,
  };
  checkTexts(event, after);
  if (before && saysTheSame(recorded(before), recorded(after))) return before;
  await writeEdit(
    db,
    before
      ? assertAsRead(db, table, before.id, before)
      : assertStatement(
          db,
          sql`not exists(select 1 from notification_template
            where event_type = ${event} and language = ${language})`,
        ),
    before
      ? db.update(table).set(after).where(eq(table.id, before.id))
      : db.insert(table).values(after),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: before ? "UPDATE" : "CREATE",
      resource: ["MAIL_TEMPLATE", templateId(key)],
      severity: isRequired(event) ? "WARNING" : "INFO",
      before: recorded(old),
      after: recorded(after),
    }),
  );
  return after;
}

/** Throws TEMPLATE_002. */
function checkVariables(event: MailEvent, named: readonly string[] = []): void {
  const unknown = named.filter((name) => !variablesOf(event).includes(name));
  if (unknown.length > 0) throw new AppError("TEMPLATE_002", { unknown });
}

/** Throws TEMPLATE_001…004 and 006. */
export async function createTemplate(
  db: Db,
  actor: Actor,
  json: JsonOf<typeof contract.createTemplate>,
  reader: Language,
  origin: Origin,
): Promise<Template> {
  const key = { event: eventOf(json.event_type), language: json.language };
  checkVariables(key.event, json.variables);
  if (await read(db, key)) throw new AppError("TEMPLATE_004");
  return toTemplate(key, await write(db, actor, key, undefined, json, origin), reader);
}

/** Throws TEMPLATE_001…003, EDIT_002, and EDIT_001 where somebody else was first. */
export async function updateTemplate(
  db: Db,
  actor: Actor,
  id: string,
  json: JsonOf<typeof contract.updateTemplate>,
  expected: Date | null,
  reader: Language,
  origin: Origin,
): Promise<Template> {
  const key = keyOf(id);
  const before = await read(db, key);
  // The product's own text was never changed: its tag is that of the beginning of time.
  checkUnchanged(expected, before?.updatedAt ?? new Date(0));
  await requireAsRead(contract.TemplateAsRead, json, () => toTemplate(key, before, reader));
  checkVariables(key.event, json.variables);
  return toTemplate(key, await write(db, actor, key, before, json, origin), reader);
}

/** Back to the product's own text; where it is that already, nothing changes. Throws TEMPLATE_001. */
export async function deleteTemplate(
  db: Db,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<void> {
  const key = keyOf(id);
  const before = await read(db, key);
  if (!before) return;
  // Where another administrator was first it is the product's own text already.
  await runIfHolds(
    db,
    assertFound(db, table, before.id),
    db.delete(table).where(isTemplate(key)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["MAIL_TEMPLATE", id],
      before: recorded(before),
    }),
  );
}
