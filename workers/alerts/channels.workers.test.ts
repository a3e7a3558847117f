import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import * as contract from "#contract/admin-alert";
import * as channels from "#contract/admin-alert-channel";
import { createChannel } from "../admin/alerts/channels.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { day, minute } from "../platform/durations.ts";
import {
  addHook,
  arrivedAt,
  ask,
  beginWatching,
  clearAlerts,
  hook,
  look,
  traffic,
  watch,
} from "../testing/alerts.ts";
import { call, codeOf, type Person } from "../testing/people.ts";
import { alertChannel, alertDelivery } from "./alert.sql.ts";
import { deliverAlerts } from "./deliver.ts";
import { evaluateAlerts } from "./evaluate.ts";
import type { News } from "./news.ts";
import { signBody } from "./webhook.ts";

const db = openDb(env.DB);
let now: number;
let admin: Person;

beforeAll(async () => void (admin = await beginWatching()));
beforeEach(async () => {
  now = await clearAlerts();
});

test("a webhook is signed with a secret that is told once; Slack gets text no name can turn into a mention", async () => {
  const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
  const made = await addHook("take", mine);
  expect(made.secret).toMatch(/^[\w-]{43}$/);
  const allowed = {
    ...env,
    ALERT_SLACK_HOSTS: new URL(inject("webhookUrl")).hostname,
    PUBLIC_URL: "https://engawa.example",
  };
  const json = { kind: "SLACK", name: "Ops", language: "en", url: hook("take", theirs) } as const;
  await createChannel(allowed, { id: admin.id, key: null, role_until: null } as never, json, {
    ip: null,
    userAgent: null,
  });
  await watch({ name: "<!channel> & co", notification_channels: ["WEBHOOK", "SLACK"] });
  await traffic(now, 100, 50);
  await evaluateAlerts(env, now);
  await deliverAlerts(allowed, now);

  const [posted] = await arrivedAt(mine);
  const timestamp = Number(posted?.headers["x-engawa-timestamp"]);
  expect(posted?.headers["x-engawa-signature"]).toBe(
    await signBody(made.secret ?? "", timestamp, posted?.body ?? ""),
  );
  expect(JSON.parse(posted?.body ?? "")).toMatchObject({
    kind: "fired",
    value: 50,
    // A path alone leads nowhere.
    link: expect.stringMatching(
      /^https:\/\/engawa\.example\/admin\/notifications\/[\w-]{36}\?tab=alerts$/,
    ),
  });
  const [said] = await arrivedAt(theirs);
  const { text } = JSON.parse(said?.body ?? "") as { text: string };
  expect(text).toMatch(
    /^\[Alert\] &lt;!channel&gt; &amp; co\nError rate .*: 50% \(&gt; 5%\)\nhttps:\/\/engawa\.example\/admin\//,
  );
  expect(text).not.toContain("<");
});

test("what a channel leads to is kept sealed and never told again (T-31)", async () => {
  const box = crypto.randomUUID();
  const made = await addHook("take", box);
  const told = JSON.stringify([await ask(channels.listChannels), made]);
  expect(told).not.toContain(box);
  expect(JSON.stringify(await ask(channels.listChannels))).not.toContain(made.secret);
  const row = await db.select().from(alertChannel).where(eq(alertChannel.id, made.id)).get();
  expect(JSON.stringify(row)).not.toContain(box);
  const records = await db.select().from(auditLog).where(eq(auditLog.resourceId, made.id));
  expect(records.map((one) => one.action)).toEqual(["CREATE"]);
  expect(JSON.stringify(records)).not.toContain(box);
  const mail = { kind: "EMAIL", name: "Duty", addresses: ["duty@example.com", "b@example.com"] };
  await ask(channels.createChannel, { json: mail });
  await watch({ notification_channels: ["EMAIL", "WEBHOOK"] });
  expect((await ask(channels.listChannels)).items).toMatchObject([
    { kind: "WEBHOOK", used_by: 1 },
    { kind: "EMAIL", used_by: 0, target_hint: "d…@example.com +1" },
  ]);
  const outside = { kind: "SLACK", name: "x", url: "https://hooks.slack.com.evil.example/x" };
  const refused = await call(admin, channels.createChannel, { json: outside });
  expect([refused.status, await codeOf(refused)]).toEqual([422, "CHANNEL_002"]);
});

test("where a channel leads is not turned back by who renames it at the same moment", async () => {
  const mail = { kind: "EMAIL", name: "Duty", addresses: ["old@example.com"] };
  const { id } = await ask(channels.createChannel, { json: mail });
  const change = (json: object) => call(admin, channels.updateChannel, { param: { id }, json });
  const [moved, renamed] = await Promise.all([
    change({ addresses: ["new@example.com"] }),
    change({ name: "Night duty" }),
  ]);
  const [channel] = (await ask(channels.listChannels)).items;
  expect(channel?.target_hint).toBe(moved.ok ? "n…@example.com" : "o…@example.com");
  expect(channel?.name).toBe(renamed.ok ? "Night duty" : "Duty");
  expect([moved.status, renamed.status].sort()).toEqual([200, 412]);
});

test("what fails is tried again with growing pauses, then given up, and is seen; no redirect is followed", async () => {
  const [failing, away] = [crypto.randomUUID(), crypto.randomUUID()];
  await addHook("fail", failing);
  await addHook("away", away);
  const { id } = await watch({ notification_channels: ["WEBHOOK"] });
  await traffic(now, 100, 50);
  await evaluateAlerts(env, now);
  await Promise.all([deliverAlerts(env, now), deliverAlerts(env, now)]);
  expect(await arrivedAt(failing)).toHaveLength(1);
  const outcomes = async () =>
    (await look(id)).events[0]?.deliveries
      .map(({ status, outcome }) => `${status} ${outcome}`)
      .sort();
  expect(await outcomes()).toEqual(["waiting HTTP 302", "waiting HTTP 500"]);
  for (const later of [1, 10, 60, 600]) await deliverAlerts(env, now + later * minute);
  expect(await outcomes()).toEqual(["failed HTTP 302", "failed HTTP 500"]);
  await deliverAlerts(env, now + day);
  expect(await arrivedAt(failing)).toHaveLength(5);
  expect(await arrivedAt(`${away}-elsewhere`)).toEqual([]);
  expect((await ask(channels.listChannels)).items[0]?.last_failed_at).not.toBeNull();
});

describe("a channel that was down when an alert fired", () => {
  const tried = (at: number) => db.update(alertDelivery).set({ nextAttemptAt: new Date(at) });
  const kindsAt = async (box: string) =>
    (await arrivedAt(box)).map(({ body }) => (JSON.parse(body) as News).kind);
  const fire = async () => {
    const { id: channel } = await addHook("fail", crypto.randomUUID());
    const { id } = await watch({ notification_channels: ["WEBHOOK"] });
    await traffic(now, 100, 50);
    await evaluateAlerts(env, now);
    await deliverAlerts(env, now);
    const box = crypto.randomUUID();
    const comeUp = () =>
      ask(channels.updateChannel, { param: { id: channel }, json: { url: hook("take", box) } });
    return { id, box, comeUp };
  };
  const end = async (at: number) => {
    await traffic(at, 100, 0);
    await evaluateAlerts(env, at);
  };

  test.each([
    ["up before its end", true],
    ["up after its end, which it missed as well", false],
  ])("%s, hears of its end, and not of its firing afterwards", async (_when, before) => {
    const { id, box, comeUp } = await fire();
    if (before) await comeUp();
    await tried(now + 30 * minute);
    await end(now + 20 * minute);
    await deliverAlerts(env, now + 20 * minute);
    if (!before) await comeUp();
    await tried(now + 30 * minute);
    await deliverAlerts(env, now + 60 * minute);
    expect(await kindsAt(box)).toEqual(["resolved"]);
    const missed = (await look(id)).events.find((event) => event.kind === "fired");
    expect(missed?.deliveries).toMatchObject([{ status: "failed", outcome: "ended meanwhile" }]);
  });

  test("hears late that it fires while it does, whatever was tried on it meanwhile", async () => {
    const { id, box, comeUp } = await fire();
    await comeUp();
    await ask(contract.testAlert, { param: { id } });
    await deliverAlerts(env, now + 60 * minute);
    expect(await kindsAt(box)).toEqual(["test", "fired"]);
  });
});

test("a test goes out at once and says how each channel took it; a channel that is gone is taken off its alerts", async () => {
  const box = crypto.randomUUID();
  const { id: channel } = await addHook("take", box);
  const { id } = await watch({ notification_channels: [channel, "IN_APP"] });
  const tested = await ask(contract.testAlert, { param: { id } });
  expect(tested.deliveries.map((one) => [one.channel_name, one.status])).toEqual(
    expect.arrayContaining([
      ["Hook", "sent"],
      [null, "sent"],
    ]),
  );
  expect(await arrivedAt(box)).toHaveLength(1);
  expect(await ask(channels.testChannel, { param: { id: channel } })).toMatchObject({ ok: true });
  expect((await look(id)).trigger_count).toBe(0);
  await ask(channels.deleteChannel, { param: { id: channel } });
  expect((await look(id)).notification_channels).toEqual(["IN_APP"]);
});

test("an alert says whom it reaches now; one that reaches nobody says so when it is saved, listed and tested", async () => {
  const { id, destinations } = await watch({ notification_channels: ["SLACK"] });
  const nobody = [{ channel: "SLACK", kind: "SLACK", name: null, is_reached: false }];
  expect(destinations).toEqual(nobody);
  expect((await ask(contract.listAlerts)).items[0]?.destinations).toEqual(nobody);
  const tested = await ask(contract.testAlert, { param: { id } });
  expect(tested).toMatchObject({ deliveries: [], destinations: nobody });

  const hookId = (await addHook("take", crypto.randomUUID())).id;
  const json = { notification_channels: ["SLACK", "WEBHOOK", "IN_APP"] };
  await ask(contract.updateAlert, { param: { id }, json });
  const reached = async () =>
    (await look(id)).destinations.map((one) => [one.channel, one.name, one.is_reached]);
  expect(await reached()).toEqual([
    ["SLACK", null, false],
    ["WEBHOOK", "Hook", true],
    ["IN_APP", null, true],
  ]);
  const off = { param: { id: hookId }, json: { is_enabled: false } };
  await ask(channels.updateChannel, off);
  expect((await reached())[1]).toEqual(["WEBHOOK", null, false]);
});

test("a channel that is the only one of an alert names it, and is not switched off or deleted unless that is meant", async () => {
  const [{ id: one }, { id: other }] = [
    await addHook("take", crypto.randomUUID()),
    await addHook("take", crypto.randomUUID()),
  ];
  const named = await watch({ name: "By name", notification_channels: [one] });
  const all = await watch({ name: "By kind", notification_channels: ["WEBHOOK"] });
  await watch({ name: "Heard anyway", notification_channels: [one, "IN_APP"] });
  const aloneIn = async (id: string) =>
    (await ask(channels.listChannels)).items
      .find((channel) => channel.id === id)
      ?.alone_in.map(({ name }) => name);
  expect([await aloneIn(one), await aloneIn(other)]).toEqual([["By name"], []]);
  const remove = (query?: Record<string, string>) =>
    call(admin, channels.deleteChannel, { param: { id: one }, ...(query ? { query } : {}) });
  const refused = await remove();
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    error: {
      code: "CHANNEL_003",
      details: { alerts: [{ id: named.id, name: "By name" }] },
    },
  });
  const turn = (json: object, query: Record<string, string> = {}) =>
    call(admin, channels.updateChannel, { param: { id: one }, json, query });
  expect(await codeOf(await turn({ is_enabled: false }))).toBe("CHANNEL_003");
  expect((await look(named.id)).destinations).toMatchObject([{ is_reached: true }]);
  expect((await turn({ name: "Hook", is_enabled: true })).status).toBe(200);
  expect((await turn({ is_enabled: false }, { leave_unheard: "true" })).status).toBe(200);
  // Off already, it leaves nobody unheard who was heard before.
  expect((await turn({ name: "Hook", is_enabled: false })).status).toBe(200);
  expect((await remove({ leave_unheard: "true" })).status).toBe(204);
  expect((await look(named.id)).destinations).toEqual([]);
  expect(await aloneIn(other)).toEqual(["By kind"]);
  expect((await look(all.id)).destinations).toMatchObject([{ name: "Hook", is_reached: true }]);
  const gone = and(eq(auditLog.resourceId, one), eq(auditLog.action, "DELETE"));
  expect(await db.select().from(auditLog).where(gone)).toMatchObject([
    { metadata: { left_unheard: [named.id] } },
  ]);
});
