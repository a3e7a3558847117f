import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { roleLimits } from "#contract/limit";
import { mailOutbox } from "../mail/mail.sql.ts";
import { notice } from "../notices/notice.sql.ts";
import { openDb } from "../platform/db.ts";
import { keyOf, person, setLimit, settlement, wish } from "../testing/meters.ts";
import { createAccount } from "../testing/people.ts";
import * as bill from "./bill.ts";
import { count } from "./counters.ts";
import { effectiveLimits } from "./effective-limits.ts";
import type { Facts } from "./facts.ts";
import { meterOf } from "./rpc.ts";

const db = openDb(env.DB);

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
      const holder = crypto.randomUUID();
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
  const holder = crypto.randomUUID();
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

test("what is held lives as long as its call: renewed past its time, and gone once nobody renews it", async () => {
  const { userId } = await person({ monthly_budget_micro_usd: 10_000 });
  const held = wish(9000);
  await meterOf(env, userId).reserve(held);
  await runInDurableObject(meterOf(env, userId), (_meter, { storage: { sql } }) => {
    const minute = 60_000;
    const begun = Date.now();
    for (let at = begun; at <= begun + 90 * minute; at += 2 * minute) {
      expect(bill.reservedOf(sql, null, at)).toBe(9000);
      bill.renew(sql, held.id, at);
    }
    expect(bill.reservedOf(sql, null, begun + 120 * minute)).toBe(0);
    bill.release(sql, held.id);
    bill.renew(sql, held.id, begun);
    expect(bill.reservedOf(sql, null, begun)).toBe(0);
  });
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
    limits: effectiveLimits(roleLimits.guest, []),
    site_storage: null,
    keys: new Map(),
    warning_percent: 80,
    has_free_model: false,
    visitors: [],
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
  const [warned] = await db.select().from(notice).where(eq(notice.userId, userId));
  expect(warned?.data).toMatchObject({ percent: 81, spent_micro_usd: 810 });
  await meter.settle([settlement(null, 170)]);
  await meter.settle([settlement(null, 170)]);
  expect((await meter.view(null)).month.state).toBe("paused");
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_exhausted", "budget_warning"]);
  const told = await db.select().from(notice).where(eq(notice.userId, admin.id));
  const mine = told.filter((row) => row.data["user_id"] === userId);
  expect(mine.map((row) => row.kind)).toEqual(["user_budget_exhausted"]);
  const mailsTo = async (id: string) =>
    (await db.select().from(mailOutbox).where(eq(mailOutbox.userId, id))).map(
      (mail) => mail.subject,
    );
  expect((await mailsTo(userId)).toSorted()).toEqual([
    "月間予算の 81% を使いました",
    "月間予算の残りが足りません",
  ]);
  expect(await mailsTo(admin.id)).toContain(
    `${mine[0]?.data["name"]} さんの月間予算の残りが足りません`,
  );
});

test("a call that does not fit what is left is refused with what it takes, and tells nobody of an end (U-097)", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 1000 });
  await meter.settle([settlement(null, 570)]);
  const grown = wish(500, { smallest_micro_usd: 60 });
  expect(await meter.reserve(grown)).toMatchObject({
    code: "BUDGET_001",
    details: { used: 570, limit: 1000, needed: 500 },
  });
  expect((await meter.view(null)).month.state).toBe("ok");
  const fresh = wish(300, { smallest_micro_usd: 60 });
  expect((await meter.reserve(fresh)).ok).toBe(true);
  await meter.settle([settlement(fresh.id, 300)]);
  expect((await meter.reserve(grown)).ok).toBe(false);
  expect((await meter.view(null)).month.state).toBe("warning");
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_warning"]);
  await meter.settle([settlement(null, 80)]);
  expect((await meter.view(null)).month.state).toBe("paused");
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_exhausted", "budget_warning"]);
  const last = await meter.reserve(wish(60, { smallest_micro_usd: 60 }));
  expect(last).toMatchObject({
    code: "BUDGET_001",
    details: { used: 950, limit: 1000, reserved: 0, needed: 60 },
  });
  expect((await meter.view(null)).month.smallest_call_micro_usd).toBe(60);
  await meter.settle([settlement(null, 50)]);
  const none = await meter.reserve(wish(60, { smallest_micro_usd: 60 }));
  expect(none).toMatchObject({ code: "BUDGET_001", details: { used: 1000 } });
  expect(none).not.toHaveProperty("details.needed");
});

test("a budget no call ever fitted into is paused, and both sides hear of it (U-097)", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 600 });
  expect((await meter.view(null)).month.state).toBe("ok");
  const refused = await meter.reserve(wish(952, { smallest_micro_usd: 952 }));
  expect(refused).toMatchObject({ code: "BUDGET_001", details: { used: 0, needed: 952 } });
  expect((await meter.view(null)).month).toMatchObject({ spent_micro_usd: 0, state: "paused" });
  await expect.poll(() => noticesOf(userId)).toEqual(["budget_exhausted"]);
});

test("a key that spent its own budget is not its owner's end", async () => {
  const { userId, meter } = await person({ monthly_budget_micro_usd: 1000 });
  const key_id = await keyOf(userId, { monthly_budget_micro_usd: 100 });
  await meter.settle([settlement(null, 100, key_id)]);
  const asked = { kinds: ["calls_per_day"], key_id, paid: true } as const;
  expect(await meter.count(asked)).toMatchObject({ details: { source: "key" } });
  expect((await meter.view(null)).month.state).toBe("ok");
});

test("a raised budget warns anew, and a corrected bill tells what it makes true (U-097)", async () => {
  const slow = { timeout: 10_000 };
  const { userId, meter } = await person({ monthly_budget_micro_usd: 1000 });
  await meter.settle([settlement(null, 1000)]);
  await setLimit(userId, "monthly_budget_micro_usd", 3000);
  await expect.poll(() => noticesOf(userId), slow).toEqual(["budget_exhausted"]);
  const { key: month, state } = (await meter.view(null)).month;
  expect(state).toBe("ok");
  const correct = (by: number) => meter.adjust(month, null, by);
  await correct(1400);
  await expect.poll(() => noticesOf(userId), slow).toEqual(["budget_exhausted", "budget_warning"]);
  const times = async (kind: string) =>
    (await noticesOf(userId)).filter((one) => one === kind).length;
  await correct(1000);
  await expect.poll(() => times("budget_exhausted"), slow).toBe(2);
  await correct(-2000);
  expect((await meter.view(null)).month.state).toBe("ok");
  await meter.settle([settlement(null, 1600)]);
  await expect.poll(() => times("budget_exhausted"), slow).toBe(3);
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

test("a corrected bill is less or more, and never less than nothing", async () => {
  const { meter } = await person();
  await meter.settle([settlement(null, 500)]);
  const month = (await meter.view(null)).month.key;
  await meter.adjust(month, null, -200);
  expect((await meter.view(null)).month.spent_micro_usd).toBe(300);
  await meter.adjust(month, null, -2000);
  expect((await meter.view(null)).month.spent_micro_usd).toBe(0);
});
