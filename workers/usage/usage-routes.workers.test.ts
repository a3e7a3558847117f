import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import type { LimitView } from "#contract/limit";
import { getCosts, getUsage } from "#contract/usage";
import { meterOf } from "../meter/rpc.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call, codeOf, signUp } from "../testing/people.ts";
import { hasFreeModel } from "./free-model.ts";
import { modelPrice } from "./model-price.sql.ts";
import { insertUsage, type UsageRow } from "./service.ts";

const db = openDb(env.DB);

const spent = (user_id: string, at: string, model: string, cost_micro_usd: number): UsageRow => ({
  id: crypto.randomUUID(),
  user_id,
  project_id: "p",
  session_id: "s",
  turn_id: "t",
  model,
  usage: {
    input_tokens: 1,
    output_tokens: 2,
    cache_read_tokens: 3,
    cache_write_5m_tokens: 4,
    cache_write_1h_tokens: 5,
  },
  cost_micro_usd,
  created_at: Date.parse(at),
});

async function record(...rows: UsageRow[]) {
  const [first, ...rest] = insertUsage(db, rows);
  if (first) await runBatch(db, first, ...rest);
}

test("everybody sees every limit of theirs: used, limit, whence, and when it is free again (U-014)", async () => {
  const person = await signUp("user");
  const meter = meterOf(env, person.id);
  await meter.count({ kinds: ["messages_per_hour", "calls_per_day"], key_id: null });
  const response = await call(person, getUsage);
  expect(response.status).toBe(200);
  const { limits, month } = (await response.json()) as { limits: LimitView[]; month: unknown };
  expect(limits.map((one) => one.kind).sort()).toEqual([
    "calls_per_day",
    "connections",
    "messages_per_hour",
    "monthly_budget_micro_usd",
    "session_creations_per_minute",
    "sessions_held",
    "storage_bytes",
  ]);
  expect(limits.find((one) => one.kind === "messages_per_hour")).toMatchObject({
    used: 1,
    limit: 100,
    source: "role",
    resets_at: expect.any(String),
  });
  expect(month).toMatchObject({ spent_micro_usd: 0, budget_micro_usd: 100_000_000, state: "ok" });
});

test("what is left of a key is its owner's to see, without the key (D-17)", async () => {
  const person = await signUp("user");
  const { id, api_key } = await makeKey(person, { limits: { calls_per_day: 3 } });
  await withKey(api_key, "GET", "/api/v1/projects");
  const query = { key_id: id };
  const answer = await call(person, getUsage, { query });
  const { limits } = (await answer.json()) as { limits: LimitView[] };
  const calls = limits.find((one) => one.kind === "calls_per_day");
  expect(calls).toMatchObject({ used: 1, limit: 3, source: "key" });
  const other = await call(await signUp("user"), getUsage, { query });
  expect([other.status, await codeOf(other)]).toEqual([404, "KEY_005"]);
});

test("a key that was never used has used nothing, however little its owner has left", async () => {
  const person = await signUp("user");
  const used = await makeKey(person);
  const limits = { calls_per_day: 5000, monthly_budget_micro_usd: 900_000_000 };
  const { id } = await makeKey(person, { limits });
  await withKey(used.api_key, "GET", "/api/v1/projects");
  const answer = await call(person, getUsage, { query: { key_id: id } });
  const { limits: holding, key_limits } = (await answer.json()) as Record<string, LimitView[]>;
  expect(key_limits).toMatchObject([
    { kind: "calls_per_day", used: 0, limit: 5000, source: "key" },
    { kind: "monthly_budget_micro_usd", used: 0, limit: 900_000_000, source: "key" },
  ]);
  expect(holding?.find((one) => one.kind === "calls_per_day")).toMatchObject({ used: 1 });
});

test("one's cost by day of the site and model, newest first, and nobody else's", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  await record(
    spent(person.id, "2026-11-20T14:59:00Z", "m1", 10),
    spent(person.id, "2026-11-20T15:01:00Z", "m1", 20),
    spent(person.id, "2026-11-20T16:00:00Z", "m1", 30),
    spent(person.id, "2026-11-20T16:00:00Z", "m2", 5),
    spent(person.id, "2026-09-01T00:00:00Z", "m1", 1000),
    spent(other.id, "2026-11-20T16:00:00Z", "m1", 7777),
  );
  const query = { from: "2026-11-01", to: "2026-11-30" };
  const costs = (await (await call(person, getCosts, { query })).json()) as {
    items: Record<string, unknown>[];
    total_micro_usd: number;
  };
  expect(costs.total_micro_usd).toBe(65);
  expect(costs.items).toMatchObject([
    { day: "2026-11-21", model: "m1", calls: 2, cost_micro_usd: 50, cache_write_tokens: 18 },
    { day: "2026-11-21", model: "m2", calls: 1, cost_micro_usd: 5 },
    { day: "2026-11-20", model: "m1", calls: 1, cost_micro_usd: 10 },
  ]);
});

test("without an API key the demo model is free unless it was given a price, as of now", async () => {
  const hasFree = () => hasFreeModel({ ...env, ANTHROPIC_API_KEY: "" }, "user", Date.now());
  expect(await hasFree()).toBe(true);
  const rates = { input: 1, output: 1, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 };
  const price = { model: "engawa-demo", effectiveFrom: new Date(1), promptOver: 0 };
  await db.insert(modelPrice).values({ ...price, ...rates });
  onTestFinished(
    async () => void (await db.delete(modelPrice).where(eq(modelPrice.effectiveFrom, new Date(1)))),
  );
  expect(await hasFree()).toBe(false);
});

test("a price of nothing, and the end of it, is told with the next look", async () => {
  const person = await signUp("user");
  const month = async () =>
    ((await (await call(person, getUsage)).json()) as { month: { free_model: boolean } }).month;
  expect(await month()).toMatchObject({ free_model: false });
  const free = { model: "claude-opus-5-5", effectiveFrom: new Date(2), promptOver: 0 };
  const rates = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  await db.insert(modelPrice).values({ ...free, ...rates });
  const drop = () => db.delete(modelPrice).where(eq(modelPrice.effectiveFrom, new Date(2)));
  onTestFinished(async () => void (await drop()));
  expect(await month()).toMatchObject({ free_model: true });
  await drop();
  expect(await month()).toMatchObject({ free_model: false });
});
