/** What grows is bounded, and what is used is on the bill and on record. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { proveFactor } from "../testing/step-up.ts";
import { connect, notices, script, settle, spoken, type Setting } from "../testing/chat.ts";
import { calls, say } from "../testing/script.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { pageItems } from "./transcript.ts";

const idOf = ({ session }: Setting) => session.slice("sess_".length);
const stubOf = (setting: Setting) => env.CHAT_SESSION.getByName(idOf(setting));
const full = { stop_reason: "model_context_window_exceeded" };

const fill = (setting: Setting, count: number, text: string) =>
  runInDurableObject(stubOf(setting), (_instance, { storage }) => {
    for (let at = 1; at <= count; at++) {
      const item = { kind: "notice", id: `n${at}`, position: at, seq: at, turn_id: "", at, text };
      storage.sql.exec(
        "INSERT INTO item(id, position, seq, body) VALUES(?, ?, ?, ?)",
        item.id,
        at,
        at,
        JSON.stringify({ ...item, notice: "help", code: null, request_id: null }),
      );
    }
    storage.sql.exec("INSERT INTO meta(key, value) VALUES('seq', ?)", String(count));
  });

test("a client that was away for long gets the newest page, not all it missed", async () => {
  const setting = await settle();
  await fill(setting, 500, "short");
  const client = await connect(setting.person, setting.session, 1);
  expect(client.frames[0]).toMatchObject({ type: "welcome", full: true, has_more: true });
  expect(client.items()).toHaveLength(200);
  const close = await connect(setting.person, setting.session, 450);
  expect(close.frames[0]).toMatchObject({ type: "welcome", full: false, has_more: false });
  expect(close.items()).toHaveLength(50);
});

test("a page of long items is shorter, and goes on where it ended", async () => {
  const setting = await settle();
  await fill(setting, 60, "x".repeat(200_000));
  await runInDurableObject(stubOf(setting), (_instance, { storage }) => {
    const page = pageItems(storage.sql, null, 200);
    expect(page.has_more).toBe(true);
    expect(JSON.stringify(page).length).toBeLessThan(5_000_000);
    const next = pageItems(storage.sql, page.items[0]?.position ?? 0, 200);
    expect(next.items.at(-1)?.position).toBe((page.items[0]?.position ?? 0) - 1);
  });
});

test("no more than twenty messages wait", async () => {
  const setting = await settle();
  const { marker } = await script([say("long ".repeat(400), { deltas_per_second: 20 })]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.until("some words", () => client.frames.some((f) => f.type === "delta"));
  const send = () =>
    client.send({ type: "message.send", client_id: crypto.randomUUID(), text: "x" });
  for (let sent = 0; sent < 20; sent++) expect(await send()).toMatchObject({ type: "ack" });
  expect(await send()).toMatchObject({ type: "error", error: { code: "RATE_001" } });
});

test.each([
  ["cut", say("half a summary", { stop_reason: "max_tokens" })],
  ["stopped", say("x".repeat(400), { delta_chars: 4, deltas_per_second: 40 })],
])("a compaction that was %s is on the bill", async (how, answer) => {
  const setting = await settle();
  const { marker } = await script([say("First."), answer]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  await client.say("/compact");
  await client.until("the compaction", () => client.state() === "compacting");
  if (how === "stopped") {
    await new Promise((go) => setTimeout(go, 500));
    await client.send({ type: "run.stop" });
  }
  await client.rest();
  const rows = () =>
    openDb(env.DB)
      .select()
      .from(usageRecord)
      .where(eq(usageRecord.sessionId, idOf(setting)));
  await vi.waitFor(async () => expect(await rows()).toHaveLength(2), 5000);
});

test("a turn that fills the context twice is compacted twice; one that never fits ends", async () => {
  const setting = await settle();
  const { marker } = await script([
    say("x", full),
    say("<summary>One.</summary>"),
    calls(["Glob", { pattern: "*" }]),
    say("y", full),
    say("<summary>Two.</summary>"),
    say("Going on."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} a long story`);
  await client.rest();
  expect(notices(client)).toEqual(["compacted", "compacted"]);
  expect(spoken(client).at(-1)).toBe("Going on.");

  const other = await settle();
  const never = await script([say("x", full), say("<summary>One.</summary>"), say("y", full)]);
  const second = await connect(other.person, other.session);
  await second.say(`${never.marker} too long`);
  await second.rest();
  expect(notices(second)).toEqual(["compacted", "error"]);
});

test("bypass chosen in the chat is on record as CRITICAL, once", async () => {
  const setting = await settle({ role: "admin" });
  await proveFactor(setting.person);
  const client = await connect(setting.person, setting.session);
  await client.say("/mode bypass");
  await client.rest();
  await runDurableObjectAlarm(stubOf(setting));
  await runDurableObjectAlarm(stubOf(setting));
  const rows = await openDb(env.DB)
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, idOf(setting)), eq(auditLog.action, "UPDATE")));
  expect(rows).toMatchObject([
    {
      userId: setting.person.id,
      severity: "CRITICAL",
      oldValue: { mode: "default" },
      newValue: { mode: "bypass" },
    },
  ]);
});

test("a session that began with a command is named by the first real message", async () => {
  const setting = await settle();
  const { marker } = await script([say("Hello.")]);
  const client = await connect(setting.person, setting.session);
  await client.say("/help");
  await client.rest();
  await client.say(`Look at the tests ${marker}`);
  await client.rest();
  const named = client.frames.findLast((frame) => frame.type === "settings");
  expect(named).toMatchObject({
    settings: { title: expect.stringContaining("Look at the tests") },
  });
});
