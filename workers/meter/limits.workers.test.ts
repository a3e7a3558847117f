/** What is counted against a person's limits, and a key's (D-15). */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { makeKey } from "../testing/keys.ts";
import { keyOf, person, setLimit, settlement, wish } from "../testing/meters.ts";
import { signUp } from "../testing/people.ts";
import { readPublished } from "./publish.ts";
import { meterOf } from "./rpc.ts";

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
  expect(await readPublished(env, crypto.randomUUID())).toBeNull();
});

test("a key's own limits hold from its first request on (D-15)", async () => {
  const person = await signUp("user");
  const meter = meterOf(env, person.id);
  await meter.limits();
  const { id } = await makeKey(person, { limits: { calls_per_day: 1 } });
  const once = () => meter.count({ kinds: ["calls_per_day"], key_id: id });
  const answers = [await once(), await once(), await once()];
  expect(answers.map((one) => one.ok)).toEqual([true, false, false]);
});
