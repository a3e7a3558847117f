import type * as contract from "#contract/admin-template";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { recipientOfActor } from "../../auth/recipient.ts";
import { fillMail } from "../../mail/compose.ts";
import { variablesOf } from "../../mail/events.ts";
import { mailHtml } from "../../mail/layout.ts";
import { textStatements } from "../../mail/outbox.ts";
import { sampleSite, sampleValues } from "../../mail/sample-values.ts";
import { problemsOf } from "../../mail/template.ts";
import { isMailEnabled } from "../../mail/transport.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { eventOf, templateId } from "./read.ts";
import { checkTexts } from "./write.ts";

/** Filled in with sample values, as its recipients would read it. */
const filled = (actor: Actor, json: Omit<JsonOf<typeof contract.sendTestTemplate>, "name">) => {
  const { language } = json;
  const { name, ...samples } = sampleValues(eventOf(json.event_type), language);
  const to = { ...recipientOfActor(actor), language, name: String(name) };
  return fillMail(json, to, samples);
};

/** Throws TEMPLATE_001; what is wrong with the text is part of the answer. */
export function previewTemplate(
  actor: Actor,
  json: JsonOf<typeof contract.previewTemplate>,
): OutputOf<typeof contract.previewTemplate> {
  const known = variablesOf(eventOf(json.event_type));
  const problems = problemsOf([json.subject, json.body], known);
  if (problems.unknown.length > 0 || problems.open_brace) {
    return { subject: null, body: null, html: null, ...problems };
  }
  const text = filled(actor, json);
  // Sample values lead to an address of no site: it looks like this site's.
  const html = mailHtml({ ...text, language: json.language }, sampleSite);
  return { ...text, html, ...problems };
}

const marks = { ja: "[テスト] ", en: "[Test] " } as const;

/** To the caller and nobody else. Throws TEMPLATE_001, TEMPLATE_002, TEMPLATE_005. */
export async function sendTest(
  env: Env,
  actor: Actor,
  json: JsonOf<typeof contract.sendTestTemplate>,
  origin: Origin,
): Promise<void> {
  const event = eventOf(json.event_type);
  checkTexts(event, json);
  if (!isMailEnabled(env)) throw new AppError("TEMPLATE_005");
  const db = openDb(env.DB);
  const { language } = json;
  const text = filled(actor, json);
  const subject = `${marks[language]}${text.subject}`.slice(0, 200);
  await runBatch(
    db,
    ...textStatements(db, env, { ...recipientOfActor(actor), language }, event, {
      ...text,
      subject,
    }),
    auditStatement(db, actor, origin, {
      event: "ACCESS",
      action: "TEST",
      resource: ["MAIL_TEMPLATE", templateId({ event, language })],
    }),
  );
}
