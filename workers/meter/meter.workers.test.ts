import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { LimitKind } from "#contract/limit";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { notice } from "../notices/notice.sql.ts";
import { openDb } from "../platform/db.ts";
import { createAccount } from "../testing/people.ts";
import { userLimit } from "../usage/user-limit.sql.ts";
import * as bill from "./bill.ts";
import { count } from "./counters.ts";
import { effectiveLimits } from "./effective-limits.ts";
import type { Facts } from "./facts.ts";
import { readPublished } from "./publish.ts";
import { meterOf, type Reserve } from "./rpc.ts";

const db = openDb(env.DB);
const id = () => crypto.randomUUID();

async function setLimit(userId: string, kind: LimitKind, value: number | null) {
  const row = { userId, kind, value, setAt: new Date() };
  await db
    .insert(userLimit)
    .values(row)
    .onConflictDoUpdate({ target: [userLimit.userId, userLimit.kind], set: row });
  await meterOf(env, userId).refresh();
}

async function person(limits: Partial<Record<LimitKind, number | null>> = {}) {
  const { id: userId } = await createAccount("user");
  for (const [kind, value] of Object.entries(limits)) {
    await setLimit(userId, kind as LimitKind, value);
  }
  return { userId, meter: meterOf(env, userId) };
}

async function keyOf(
  userId: string,
  limits: { calls_per_day?: number; monthly_budget_micro_usd?: number },
) {
  const key = id();
  await db.insert(apiKey).values({
    id: key,
    userId,
    name: "a key",
    keyHash: key,
    lastFour: "abcd",
    scopes: ["write"],
    allowedAddresses: [],
    limits,
    createdAt: new Date(),
  });
  await meterOf(env, userId).refresh();
  return key;
}

const wish = (most: number, more: Partial<Reserve> = {}): Reserve => ({
  id: id(),
  holder: id(),
  key_id: null,
  most_micro_usd: most,
  least_micro_usd: most,
  settled: [],
  ...more,
});

const settlement = (
  reservation: string | null,
  micro_usd: number,
  key_id: string | null = null,
) => ({
  id: id(),
  reservation_id: reservation,
  key_id,
  micro_usd,
  at: Date.now(),
});

test("a thousand reservations at once never pass the budget, and use it up to the last that fits (T-15)", async () => {
  const { userId } = await person({ monthly_budget_micro_usd: 1_000_000 });
  const answers = await Promise.all(
    // Each from a stub of its own, as a thousand sessions would.
    Array.from({ length: 1000 }, (_, n) =>
      meterOf(env, userId).reserve(wish(7000 + (n % 5) * 100)),
    ),
  );
  const granted = answers.reduce(
    (sum, answer) => sum + (answer.ok ? answer.value.granted_micro_usd : 0),
    0,
  );
  expect(granted).toBeLessThanOrEqual(1_000_000);
  expect(granted).toBeGreaterThan(1_000_000 - 7000);
  const { month } = await meterOf(env, userId).view(null);
  expect(month).toMatchObject({ reserved_micro_usd: granted, spent_micro_usd: 0 });
  expect(answers.find((answer) => !answer.ok)).toMatchObject({
    code: "BUDGET_001",
    details: { kind: "monthly_budget_micro_usd", limit: 1_000_000, source: "user" },
  });
});

test("hundreds of sessions that reserve, spend and settle side by side stay within the budget throughout", async () => {
  const { meter } = await person({ monthly_budget_micro_usd: 500_000 });
  const spent = await Promise.all(
    Array.from({ length: 300 }, async (_, n) => {
      const holder = id();
      let total = 0;
      for (let call = 0; call < 4; call += 1) {
        const one = wish(1500, { holder });
        const answer = await meter.reserve(one);
        if (!answer.ok) break;
        const cost = 300 + ((n * 7 + call * 13) % 1200);
        await meter.settle([settlement(one.id, cost)]);
        total += cost;
      }
      return total;
    }),
  );
  const { month } = await meter.view(null);
  const sum = spent.reduce((total, one) => total + one, 0);
  expect(month.spent_micro_usd).toBe(sum);
  expect(sum).toBeLessThanOrEqual(500_000);
  expect(month.reserved_micro_usd).toBe(0);
});

test("a call told of twice is on the bill once; one told of late is on it, too", async () => {
  const { meter } = await person();
  const held = wish(5000);
  await meter.reserve(held);
  const spent = settlement(held.id, 1234);
  await meter.settle([spent]);
  await meter.reserve(wish(5000, { settled: [spent] }));
  await meter.settle([spent, settlement(null, 100)]);
  expect((await meter.view(null)).month.spent_micro_usd).toBe(1334);
});

test("a holder has one reservation; what is released or never settled is free again", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 10_000 });
  const holder = id();
  await meter.reserve(wish(9000, { holder }));
  expect((await meter.reserve(wish(9000, { holder }))).ok).toBe(true);
  const other = wish(9000);
  expect((await meter.reserve(other)).ok).toBe(false);
  await runInDurableObject(meterOf(env, userId), (_meter, { storage }) => {
    storage.sql.exec("UPDATE reservation SET expires_at = ?", Date.now());
  });
  expect((await meter.reserve(other)).ok).toBe(true);
  await meter.release(other.id);
  expect((await meter.view(null)).month.reserved_micro_usd).toBe(0);
});

test("where less is left than a whole answer may cost, the rest is granted", async () => {
  const { meter } = await person({ monthly_budget_micro_usd: 10_000 });
  expect(await meter.reserve(wish(50_000, { least_micro_usd: 2000 }))).toMatchObject({
    value: { granted_micro_usd: 10_000 },
  });
});

test("a counter begins again with its window, and the bill with the month", async () => {
  const { userId } = await person();
  const facts: Facts = {
    name: "",
    limits: effectiveLimits("guest", []),
    keys: new Map(),
    warning_percent: 80,
  };
  await runInDurableObject(meterOf(env, userId), (_meter, { storage: { sql } }) => {
    const now = Date.UTC(2026, 10, 30, 14, 59, 59);
    const say = (at: number) => count(sql, facts, ["messages_per_hour", "calls_per_day"], null, at);
    for (let n = 0; n < 5; n += 1) expect(say(now)).toHaveProperty("counted");
    expect(say(now)).toMatchObject({ refused: { kind: "messages_per_hour", used: 5, limit: 5 } });
    for (let n = 0; n < 5; n += 1) expect(say(now + 1000)).toHaveProperty("counted");
    bill.addToBill(sql, "", "2026-11", 77);
    expect(bill.spentOf(sql, "", now)).toBe(77);
    expect(bill.spentOf(sql, "", now + 1000)).toBe(0);
  });
});

test("of several kinds all are counted or none", async () => {
  const { meter } = await person({ messages_per_hour: 1000, calls_per_day: 2 });
  const say = () => meter.count({ kinds: ["messages_per_hour", "calls_per_day"], key_id: null });
  const answers = await Promise.all(Array.from({ length: 50 }, say));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({
    code: "RATE_002",
    details: { used: 2, limit: 2, retry_after: expect.any(Number) },
  });
  const { limits } = await meter.view(null);
  expect(limits.find((one) => one.kind === "messages_per_hour")?.used).toBe(2);
});

test("ten keys give no more than their owner has, and each no more than its own (D-15)", async () => {
  const { userId, meter } = await person({ calls_per_day: 20, monthly_budget_micro_usd: 10_000 });
  const generous = { calls_per_day: 1000, monthly_budget_micro_usd: 10_000_000 };
  const keys = await Promise.all(Array.from({ length: 10 }, () => keyOf(userId, generous)));
  const calls = keys.flatMap((key_id) =>
    Array.from({ length: 5 }, () => meter.count({ kinds: ["calls_per_day"], key_id })),
  );
  expect((await Promise.all(calls)).filter((answer) => answer.ok)).toHaveLength(20);
  const held = await Promise.all(keys.map((key_id) => meter.reserve(wish(3000, { key_id }))));
  expect(held.filter((answer) => answer.ok)).toHaveLength(3);
});

test("a key's own limits hold though its owner has more, and say they are the key's", async () => {
  const { userId, meter } = await person();
  const key_id = await keyOf(userId, { calls_per_day: 1, monthly_budget_micro_usd: 1000 });
  const call = () => meter.count({ kinds: ["calls_per_day"], key_id });
  expect((await call()).ok).toBe(true);
  expect(await call()).toMatchObject({ ok: false, details: { source: "key", limit: 1 } });
  const held = wish(900, { key_id });
  expect((await meter.reserve(held)).ok).toBe(true);
  await meter.settle([settlement(held.id, 900, key_id)]);
  expect(await meter.reserve(wish(900, { key_id }))).toMatchObject({ details: { source: "key" } });
  expect((await meter.reserve(wish(900))).ok).toBe(true);
  expect((await meter.count({ kinds: ["calls_per_day"], key_id: null })).ok).toBe(true);
});

test("an evicted meter goes on from what it counted", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 10_000 });
  await meter.count({ kinds: ["messages_per_hour"], key_id: null });
  const held = wish(4000);
  await meter.reserve(held);
  await meter.settle([settlement(null, 500)]);
  await evictDurableObject(meterOf(env, userId));
  const view = await meterOf(env, userId).view(null);
  expect(view.month).toMatchObject({ spent_micro_usd: 500, reserved_micro_usd: 4000 });
  expect(view.limits.find((one) => one.kind === "messages_per_hour")?.used).toBe(1);
});

const noticesOf = async (userId: string) => {
  const rows = await db.select().from(notice).where(eq(notice.userId, userId));
  return rows.map((row) => row.kind).sort();
};

test("a warning once a month, then the end: the person and every administrator hear of it (U-097)", async () => {
  const admin = await createAccount("admin");
  const { userId, meter } = await person({ monthly_budget_micro_usd: 1000 });
  await meter.settle([settlement(null, 790)]);
  expect((await meter.view(null)).month.state).toBe("ok");
  await meter.settle([settlement(null, 20)]);
  await meter.settle([settlement(null, 20)]);
  expect((await meter.view(null)).month.state).toBe("warning");
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_warning"]);
  await meter.settle([settlement(null, 170)]);
  await meter.settle([settlement(null, 170)]);
  expect((await meter.view(null)).month.state).toBe("paused");
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_exhausted", "budget_warning"]);
  const told = await db.select().from(notice).where(eq(notice.userId, admin.id));
  const mine = told.filter((row) => row.data["user_id"] === userId);
  expect(mine.map((row) => row.kind)).toEqual(["user_budget_exhausted"]);
});

test("paused: nothing that costs begins, until the budget is raised", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 1000 });
  await meter.settle([settlement(null, 1000)]);
  const kinds = ["messages_per_hour"] as const;
  const paid = () => meter.count({ kinds, key_id: null, paid: true });
  expect(await paid()).toMatchObject({ ok: false, code: "BUDGET_001" });
  expect((await meter.count({ kinds, key_id: null })).ok).toBe(true);
  expect((await meter.reserve(wish(10))).ok).toBe(false);
  await setLimit(userId, "monthly_budget_micro_usd", 2000);
  expect((await paid()).ok).toBe(true);
  expect((await meter.reserve(wish(10))).ok).toBe(true);
  expect((await meter.view(null)).month.state).toBe("ok");
});

test("a change of limits is in force at once where it is told, and counts from what was used", async () => {
  const { userId, meter } = await person({ calls_per_day: 1 });
  const call = () => meter.count({ kinds: ["calls_per_day"], key_id: null });
  await call();
  expect((await call()).ok).toBe(false);
  await setLimit(userId, "calls_per_day", 2);
  expect((await call()).ok).toBe(true);
  expect((await call()).ok).toBe(false);
});

test("who only shows reads what the meter published, once a second at most", async () => {
  const { userId, meter } = await person();
  const calls = Array.from({ length: 40 }, () =>
    meter.count({ kinds: ["calls_per_day"], key_id: null }),
  );
  await Promise.all(calls);
  const used = async () => (await readPublished(env, userId))?.limits[0]?.used;
  await expect.poll(used, { timeout: 5000 }).toBe(40);
  const tomorrow = Date.now() + 2 * 86_400_000;
  expect((await readPublished(env, userId, tomorrow))?.limits[0]?.used).toBe(0);
  expect(await readPublished(env, id())).toBeNull();
});

test("a corrected bill is less or more, and never less than nothing", async () => {
  const { meter } = await person();
  await meter.settle([settlement(null, 500)]);
  const month = (await meter.view(null)).month.key;
  await meter.adjust(month, null, -200);
  expect((await meter.view(null)).month.spent_micro_usd).toBe(300);
  await meter.adjust(month, null, -2000);
  expect((await meter.view(null)).month.spent_micro_usd).toBe(0);
});
