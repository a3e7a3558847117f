import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { openDb } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { request } from "../testing/people.ts";
import type { Recipient } from "./compose.ts";
import { mailOutbox, notificationTemplate } from "./mail.sql.ts";
import { deliverMail, forgetMails, sendMail } from "./outbox.ts";

const db = openDb(env.DB);
let to: Recipient;

beforeEach(async () => {
  const id = crypto.randomUUID();
  const email = `${id}@example.test`;
  to = { id, email, name: "Ann", language: "en", timeZone: "Asia/Tokyo" };
  await db.delete(mailOutbox).where(eq(mailOutbox.status, "waiting"));
});

const mine = () => db.select().from(mailOutbox).where(eq(mailOutbox.recipient, to.email)).get();

/** The platform's end: what it was handed, and whether it takes it. */
function site(take: () => void = () => undefined) {
  const handed: Record<string, unknown>[] = [];
  const send = async (message: unknown) => {
    take();
    handed.push(message as Record<string, unknown>);
    return { messageId: "1" };
  };
  const MAIL = { send } as unknown as SendEmail;
  return { handed, env: { ...env, MAIL, MAIL_FROM: "engawa@example.test" } as Env };
}

const changed = { event: "role_changed", data: { role: "admin", by: "Bo" } } as const;

test("a mail goes to the platform's binding, which takes it, and its text leaves the table (U-124)", async () => {
  const real = { ...env, MAIL_FROM: "engawa@example.test" };
  await sendMail(db, real, { to, ...changed });
  expect(await mine()).toMatchObject({ status: "waiting", subject: "Your role has changed" });
  await deliverMail(real);
  const left = { status: "sent", subject: "", body: null, attempts: 1, error: null };
  expect(await mine()).toMatchObject(left);
});

test("of several deliveries at once one sends a mail", async () => {
  const { env: busy, handed } = site();
  await sendMail(db, busy, { to, ...changed });
  await Promise.all([deliverMail(busy), deliverMail(busy), deliverMail(busy)]);
  expect(handed).toHaveLength(1);
  expect(handed[0]).toMatchObject({ to: to.email, from: { email: "engawa@example.test" } });
  expect(handed[0]?.["text"]).toContain("Bo");
  expect(handed[0]?.["html"]).toMatch(/^<!doctype html>\n<html lang="en">[^]*Bo/);
});

test("what fails is tried again later, six times, and then says so without its text", async () => {
  const down = site(() => {
    throw new Error("no route");
  });
  await sendMail(db, down.env, { to, ...changed });
  await deliverMail(down.env);
  await deliverMail(down.env);
  expect(await mine()).toMatchObject({ status: "waiting", attempts: 1, error: "no route" });
  const up = site();
  for (let hour = 1; hour <= 4; hour++)
    await deliverMail(down.env, Date.now() + hour * 600 * minute);
  expect(await mine()).toMatchObject({ status: "waiting", attempts: 5 });
  await deliverMail(down.env, Date.now() + 9000 * minute);
  expect(await mine()).toMatchObject({ status: "failed", attempts: 6, subject: "", body: null });
  await deliverMail(up.env, Date.now() + 9999 * minute);
  expect(up.handed).toEqual([]);
});

test("a name or subject with line breaks adds no header (header injection)", async () => {
  const { env: busy, handed } = site();
  to = { ...to, name: "A\r\nBcc: victim@example.test" };
  await db.insert(notificationTemplate).values({
    id: crypto.randomUUID(),
    name: "Role",
    eventType: "role_changed",
    language: "en",
    subject: "For {{name}}\r\nBcc: victim@example.test",
    body: "{{role}}",
    variables: [],
    createdAt: new Date(),
    updatedAt: new Date(),
  });
  await sendMail(db, busy, { to, ...changed });
  await deliverMail(busy);
  expect(handed[0]?.["subject"]).toBe("For A Bcc: victim@example.test Bcc: victim@example.test");
  const two = { ...to, email: `a@example.test>, <b@example.test` };
  await sendMail(db, busy, { to: two, ...changed });
  await deliverMail(busy);
  expect(handed).toHaveLength(1);
  await db.delete(notificationTemplate);
});

test("an edited text is used; one that names what the mail has not gives way to the code's own", async () => {
  const row = {
    id: crypto.randomUUID(),
    name: "Role",
    eventType: "role_changed",
    language: "en" as const,
    subject: "Now {{role}}",
    body: "by {{by}}",
    variables: [],
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  await db.insert(notificationTemplate).values(row);
  await sendMail(db, env, { to, ...changed });
  expect(await mine()).toMatchObject({ subject: "Now admin", body: "by Bo" });
  await db.delete(mailOutbox).where(eq(mailOutbox.recipient, to.email));
  await db.update(notificationTemplate).set({ body: "{{password}}" });
  await sendMail(db, env, { to, ...changed });
  expect(await mine()).toMatchObject({ subject: "Your role has changed" });
  await db.delete(notificationTemplate);
});

test("who chose no language is written to in Japanese, in their own time", async () => {
  const at = new Date("2026-01-01T00:00:00Z");
  const data = { gone_at: at };
  await sendMail(db, env, { to: { ...to, language: null }, event: "account_deleted", data });
  expect((await mine())?.body).toContain("2026年1月1日 9:00 (Asia/Tokyo)");
});

test("a site that sends no mail keeps no text of one", async () => {
  await sendMail(db, { ...env, ENVIRONMENT: "production" }, { to, ...changed });
  expect(await mine()).toMatchObject({ status: "failed", subject: "", body: null });
});

test("what left a month ago leaves no trace; what waits stays", async () => {
  const { env: busy } = site();
  await sendMail(db, env, { to, ...changed });
  await sendMail(db, busy, { to: { ...to, email: `w-${to.email}` }, ...changed });
  await forgetMails(env);
  expect(await mine()).toBeDefined();
  await forgetMails(env, Date.now() + 31 * 1440 * minute);
  expect(await mine()).toBeUndefined();
  expect(await db.$count(mailOutbox, eq(mailOutbox.recipient, `w-${to.email}`))).toBe(1);
});

test("the mailbox is there for who sits at the machine of a local site, and for nobody else", async () => {
  to = { ...to, name: "<script>alert(1)</script>" };
  const data = { invited_by: "Bo", link: "http://localhost/invitation#x", expires_at: new Date() };
  await sendMail(db, env, { to, event: "invitation", data });
  const page = await request("GET", "/dev/mail", { site: "http://localhost" });
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-/,
  );
  const html = await page.text();
  expect(html).toContain('<a href="http://localhost/invitation#x">');
  expect(html).not.toContain("<script");
  expect(html).toContain(to.email);
  const frame = `/dev/mail/${(await mine())?.id}`;
  expect(html).toContain(`loading="lazy" src="${frame}"`);
  const one = await request("GET", frame, { site: "http://localhost" });
  expect(one.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*; sandbox /);
  expect(one.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(await one.text()).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect((await request("GET", frame)).status).toBe(404);
  expect((await request("GET", "/dev/mail")).status).toBe(404);
  const production = { ENVIRONMENT: "production" };
  const there = await request("GET", "/dev/mail", { site: "http://localhost", env: production });
  expect(there.status).toBe(404);
});

test("a mail that was switched off is not sent, and its row says so; a required one leaves as ever", async () => {
  const { env: busy, handed } = site();
  const off = (eventType: string) => ({
    id: crypto.randomUUID(),
    name: "Off",
    eventType,
    language: "en" as const,
    subject: "Never",
    body: "{{name}}",
    variables: [],
    isActive: false,
    createdAt: new Date(),
    updatedAt: new Date(),
  });
  await db.insert(notificationTemplate).values([off("role_changed"), off("new_login")]);
  await sendMail(db, busy, { to, ...changed });
  expect(await mine()).toMatchObject({ status: "off", body: null, subject: "" });
  const data = { at: new Date(), ip: "-", device: "x" };
  await sendMail(db, busy, { to, event: "new_login", data });
  await deliverMail(busy);
  expect(handed).toHaveLength(1);
  await db.delete(notificationTemplate);
});
