import { env } from "cloudflare:workers";
import { and, like, not } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signInThrottle } from "../auth/sign-in-throttle.sql.ts";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { dayOf, nextDay } from "../settings/site-time.ts";
import { askIn, browserOf, clearGuests, endStay, enter, guestOf } from "../testing/guests.ts";
import { request, type Person } from "../testing/people.ts";
import { purgeGuests } from "./purge-guests.ts";

const db = openDb(env.DB);

beforeAll(clearGuests);
afterAll(clearGuests);

test("leaving and coming again brings no more than ten messages a day to a browser, fifty to a network", async () => {
  await endStay();
  const from = { "cf-connecting-ip": "203.0.113.9" };
  const say = async (response: Response, times: number) => {
    const guest = await guestOf(response);
    const meter = meterOf(env, guest.id);
    const asked = { kinds: ["calls_per_day"], key_id: null } as const;
    const answers: boolean[] = [];
    for (let n = 0; n < times; n++) answers.push((await meter.count(asked)).ok);
    await endStay(guest.id);
    return answers.filter(Boolean).length;
  };
  const first = await askIn(from);
  const cookie = browserOf(first);
  expect(await say(first, 7)).toBe(7);
  await purgeGuests(env, Date.now());
  expect(await say(await askIn({ ...from, cookie }), 7)).toBe(3);
  for (let n = 0; n < 4; n++) expect(await say(await askIn(from), 10)).toBe(10);
  expect(await say(await askIn(from), 1)).toBe(0);
  expect(await say(await askIn({ "cf-connecting-ip": "198.51.100.9" }), 1)).toBe(1);
});

test("the hour is the visitor's like the day, a refused message counts nowhere, and the reset is the last in the way", async () => {
  await endStay();
  const from = { "cf-connecting-ip": "203.0.115.9" };
  const kinds = ["messages_per_hour", "calls_per_day"] as const;
  const say = (guest: Person) => meterOf(env, guest.id).count({ kinds, key_id: null });
  const usedBy = async (guest: Person) => {
    const { limits } = await meterOf(env, guest.id).view(null);
    return kinds.map((kind) => limits.find((one) => one.kind === kind)?.used);
  };
  const response = await askIn(from);
  const cookie = browserOf(response);
  const first = await guestOf(response);
  for (let n = 0; n < 5; n++) expect((await say(first)).ok).toBe(true);
  await endStay(first.id);
  const second = await enter({ ...from, cookie });
  expect(await say(second)).toMatchObject({
    ok: false,
    code: "RATE_003",
    details: { used: 5, limit: 5 },
  });
  expect(await usedBy(second)).toEqual([5, 5]);
  // Some hours later: the hour is another, and the day used up.
  const today = like(signInThrottle.key, `guest:%:${dayOf(Date.now())}`);
  await db.update(signInThrottle).set({ failures: 10 }).where(today);
  await db.delete(signInThrottle).where(and(like(signInThrottle.key, "guest:%"), not(today)));
  await endStay(second.id);
  const third = await enter({ ...from, cookie });
  expect(await say(third)).toMatchObject({
    ok: false,
    code: "RATE_002",
    details: { used: 10, limit: 10, resets_at: new Date(nextDay(Date.now())).toISOString() },
  });
  expect(await usedBy(third)).toEqual([0, 10]);
});

test("signing out and in again begins nothing anew for a browser, also where no network is known", async () => {
  const response = await askIn();
  const browser = browserOf(response);
  const first = await guestOf(response);
  const kinds = ["messages_per_hour", "calls_per_day"] as const;
  for (let n = 0; n < 5; n++) await meterOf(env, first.id).count({ kinds, key_id: null });
  const left = await request("POST", "/api/v1/auth/logout", { as: first, json: {} });
  expect(left.status).toBe(204);
  const again = await enter({ cookie: browser });
  expect(again.id).not.toBe(first.id);
  expect(await meterOf(env, again.id).count({ kinds, key_id: null })).toMatchObject({
    code: "RATE_003",
    details: { used: 5, limit: 5 },
  });
});
