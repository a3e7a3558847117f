import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/admin-template";
import type { Template } from "#contract/admin-template";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { notificationTemplate } from "../../mail/mail.sql.ts";
import { sendMail } from "../../mail/outbox.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { mailsTo } from "../../testing/mails.ts";
import { addressOf, call, codeOf, request, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;

beforeAll(async () => void (admin = await provedAdmin()));
beforeEach(() => db.delete(notificationTemplate));

const ask = async <E extends Endpoint>(spec: E, sample: object = {}): Promise<OutputOf<E>> => {
  const response = await call(admin, spec, sample);
  if (!response.ok) throw new Error(await response.text());
  return (response.status === 204 ? undefined : await response.json()) as OutputOf<E>;
};

const find = async (type: string): Promise<Template> => {
  const { items, total } = await ask(contract.listTemplates);
  expect(total).toBe(items.length);
  const found = items.find((one) => one.event_type === type && one.language === "en");
  if (!found) throw new Error(type);
  return found;
};

const draft = {
  event_type: "ROLE_CHANGED",
  language: "en",
  subject: "Now {{role}}",
  body: "{{by}}",
};

test("every mail has a template: the product's own text, until somebody edits it (SA-032)", async () => {
  const own = await find("ROLE_CHANGED");
  expect(own).toMatchObject({ is_edited: false, variables: ["name", "role", "by"], missing: [] });
  const json = { subject: "Now {{role}}", body: "Ask {{by}}." };
  const edited = await ask(contract.updateTemplate, { param: { id: own.id }, json });
  expect(edited).toMatchObject({ id: own.id, is_edited: true, missing: ["name"], ...json });
  const to = {
    id: admin.id,
    email: admin.email,
    name: "A",
    language: "en",
    timeZone: "UTC",
  } as const;
  await sendMail(db, env, { to, event: "role_changed", data: { role: "user", by: "Bo" } });
  expect((await mailsTo(admin.email))[0]).toMatchObject({ subject: "Now user", body: "Ask Bo." });
  await ask(contract.deleteTemplate, { param: { id: own.id } });
  expect(await find("ROLE_CHANGED")).toEqual(own);
});

test("a text that names what its mail has not is refused, and told what (T-30)", async () => {
  const { id } = await find("ROLE_CHANGED");
  const json = { body: "{{password}} {{role}}" };
  const response = await call(admin, contract.updateTemplate, { param: { id }, json });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    error: { code: "TEMPLATE_002", details: { unknown: ["password"] } },
  });
  const lines = { ...draft, name: "x", subject: "Hi\r\nBcc: victim@example.test" };
  expect((await call(admin, contract.createTemplate, { json: lines })).status).toBe(400);
  const unknown = { ...draft, name: "x", event_type: "__PROTO__" };
  expect(await codeOf(await call(admin, contract.createTemplate, { json: unknown }))).toBe(
    "REQUEST_001",
  );
  const strange = { ...draft, name: "x", variables: ["card_number"] };
  expect(await codeOf(await call(admin, contract.createTemplate, { json: strange }))).toBe(
    "TEMPLATE_002",
  );
});

test("an event gets one text a language; a required mail cannot be switched off", async () => {
  const json = { ...draft, name: "Mine" };
  expect(await ask(contract.createTemplate, { json })).toMatchObject({ name: "Mine" });
  const again = await call(admin, contract.createTemplate, { json });
  expect([again.status, await codeOf(again)]).toEqual([409, "TEMPLATE_004"]);
  const { id } = await find("PASSWORD_RESET");
  const off = { param: { id }, json: { is_active: false } };
  const refused = await call(admin, contract.updateTemplate, off);
  expect([refused.status, await codeOf(refused)]).toEqual([409, "TEMPLATE_003"]);
});

test("a mail that brings a link keeps it (SA-032)", async () => {
  const { id } = await find("PASSWORD_RESET");
  const json = { subject: "{{link}}", body: "Ask your administrator." };
  const refused = await call(admin, contract.updateTemplate, { param: { id }, json });
  expect([refused.status, await codeOf(refused)]).toEqual([422, "TEMPLATE_006"]);
});

test("a mail for safety says something, in either language: no edit empties its subject or body", async () => {
  const { id } = await find("PASSWORD_CHANGED");
  const edit = (texts: object, of = id) =>
    call(admin, contract.updateTemplate, { param: { id: of }, json: texts });
  const said = { subject: "About your password", body: "It changed {{at}}." };
  for (const nothing of [".", "{{name}}", "\u200b\u2060", "\u3164 {{at}} —"]) {
    for (const part of ["subject", "body"]) {
      const refused = await edit({ ...said, [part]: nothing });
      const { error } = (await refused.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ code: "TEMPLATE_007", details: { empty: [part] } });
    }
  }
  const { items } = (await (await call(admin, contract.listTemplates)).json()) as {
    items: { id: string; event_type: string; language: string }[];
  };
  const both = items.filter((one) => one.event_type === "PASSWORD_CHANGED");
  expect(both.map(({ language }) => language).sort()).toEqual(["en", "ja"]);
  for (const one of both)
    expect(await codeOf(await edit({ body: "…" }, one.id))).toBe("TEMPLATE_007");
});

test("of two who edit a text the second is told; what it was before can be read and taken back", async () => {
  const { id } = await find("ACCOUNT_INACTIVE");
  const edit = (subject: string, tag: string) =>
    request("PATCH", addressOf(contract.updateTemplate, { param: { id } }), {
      as: admin,
      json: { subject },
      headers: { "if-match": tag },
    });
  const first = await edit("one", '"0"');
  expect(first.status).toBe(200);
  expect((await edit("two", '"0"')).status).toBe(412);
  expect((await edit("two", first.headers.get("etag") ?? "")).status).toBe(200);
  await ask(contract.deleteTemplate, { param: { id } });
  const { items } = await ask(contract.listTemplateHistory, { param: { id } });
  const mine = items.slice(0, 3).map((one) => [one.action, one.text?.subject ?? null]);
  expect(mine).toEqual([
    ["DELETE", null],
    ["UPDATE", "two"],
    ["CREATE", "one"],
  ]);
});

test("the first edit has the product's own text as its old value (A-012)", async () => {
  const own = await find("ROLE_CHANGED");
  await ask(contract.updateTemplate, { param: { id: own.id }, json: { subject: "Now {{role}}" } });
  const [record] = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.resourceId, own.id))
    .orderBy(desc(auditLog.createdAt))
    .limit(1);
  const { name, subject, body, is_active } = own;
  const texts = { event_type: "ROLE_CHANGED", language: "en", name, subject, body, is_active };
  expect(record?.oldValue).toEqual(texts);
  expect(record?.newValue).toEqual({ ...texts, subject: "Now {{role}}" });
  expect(record?.changedFields).toEqual(["subject"]);
});

test("a preview fills in samples, or says what is wrong; nothing in it is expanded twice", async () => {
  const shown = await ask(contract.previewTemplate, { json: draft });
  expect(shown).toMatchObject({ subject: "Now admin", body: "Bo Jones", missing: ["name"] });
  const wrong = { ...draft, body: "{{by}} {{nobody}}" };
  expect(await ask(contract.previewTemplate, { json: wrong })).toMatchObject({
    subject: null,
    unknown: ["nobody"],
  });
});

test("a test goes to who asks for it and to nobody else; without mail it says so", async () => {
  await ask(contract.sendTestTemplate, { json: draft });
  const [mail] = await mailsTo(admin.email);
  expect(mail).toMatchObject({
    subject: "[Test] Now admin",
    eventType: "role_changed",
    language: "en",
  });
  const path = addressOf(contract.sendTestTemplate);
  const production = { ENVIRONMENT: "production" };
  const limits = { STRANGER_BURST: env.STRANGER_BURST, CALLER_BURST: env.CALLER_BURST };
  const none = await request("POST", path, {
    as: admin,
    json: draft,
    env: { ...production, ...limits },
  });
  expect(await codeOf(none)).toBe("TEMPLATE_005");
});
