import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openDb } from "../../platform/db.ts";
import { costDay, personCost } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { createAccount } from "../../testing/people.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { costStatistics } from "./costs.ts";
import { listPersonCosts } from "./person-costs.ts";
import { rangeOf } from "./range.ts";
import { now, range } from "./testing.ts";

const db = openDb(env.DB);

test("costs by model against the period before, with what the month will have cost", async () => {
  const row = (day: string, model: string, costMicroUsd: number) => ({
    day,
    model,
    calls: 10,
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costMicroUsd,
  });
  await db
    .insert(costDay)
    .values([
      row("2040-04-17", "a", 500_000),
      row("2040-04-17", "b", 1_500_000),
      row("2040-04-08", "b", 700_000),
    ]);
  await db.insert(dayFigure).values({ day: "2040-04-17", costMicroUsd: 2_000_000 });
  const found = await costStatistics(env, db, range({ period: "week" }), now);
  expect(
    found.by_model.map((one) => [one.model, one.cost_micro_usd, one.previous_micro_usd]),
  ).toEqual([
    ["b", 1_500_000, 700_000],
    ["a", 500_000, 0],
  ]);
  expect(found).toMatchObject({
    month_to_date_micro_usd: 2_000_000,
    year_to_date_micro_usd: 2_000_000,
    budget: { month_micro_usd: null, used_percentage: null },
  });
  expect(found.forecast.month_end_micro_usd).toBeGreaterThan(2_000_000);
});

test("of a day that runs, the models of the day before stand as far as it had come, and sum to its total", async () => {
  // 10:30 in Japan on 21 May 2040.
  const at = Date.parse("2040-05-21T01:30:00Z");
  const none = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const call = (model: string, time: string, costMicroUsd: number) => ({
    id: crypto.randomUUID(),
    userId: "u",
    projectId: "p",
    sessionId: "s",
    turnId: "t",
    model,
    day: "2040-05-20",
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    costMicroUsd,
    createdAt: new Date(time),
  });
  await db
    .insert(usageRecord)
    .values([
      call("a", "2040-05-20T01:29:59Z", 1_500_000),
      call("a", "2040-05-20T01:30:00Z", 7_000_000),
      call("gone", "2040-05-19T15:00:00Z", 200_000),
    ]);
  await db.insert(costDay).values([
    { day: "2040-05-19", model: "a", calls: 4, costMicroUsd: 300_000, ...none },
    { day: "2040-05-20", model: "a", calls: 2, costMicroUsd: 8_500_000, ...none },
    { day: "2040-05-20", model: "gone", calls: 1, costMicroUsd: 200_000, ...none },
    { day: "2040-05-21", model: "a", calls: 1, costMicroUsd: 900_000, ...none },
  ]);
  const costsOf = async (query: object) => {
    const asked = rangeOf({ period: "day", ...query } as never, at);
    const { by_model, previous } = await costStatistics(env, db, asked, at);
    return [by_model.map((row) => [row.model, row.previous_micro_usd]), previous];
  };
  expect(await costsOf({})).toEqual([
    [
      ["a", 1_500_000],
      ["gone", 200_000],
    ],
    { cost_micro_usd: 1_700_000, calls: 2 },
  ]);
  expect(await costsOf({ start_date: "2040-05-20", end_date: "2040-05-20" })).toEqual([
    [
      ["a", 300_000],
      ["gone", 0],
    ],
    { cost_micro_usd: 300_000, calls: 4 },
  ]);
});

test("who cost most, in a month, its year, and ever; a page reads what it shows", async () => {
  const [one, two] = [await createAccount("user"), await createAccount("user")];
  const row = (period: string, userId: string, costMicroUsd: number) => ({
    period,
    userId,
    calls: 1,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costMicroUsd,
  });
  const far = 9_000_000_000_000;
  await db
    .insert(personCost)
    .values([
      row("2040-04", one.id, 5),
      row("2040-04", two.id, 7),
      row("2040", one.id, 50),
      row("2040", two.id, 8),
      row("", one.id, far),
      row("", two.id, 9),
    ]);
  const query = { sort_by: "month" as const, page: 1, limit: 1 };
  const found = await listPersonCosts(db, query, now);
  expect(found).toMatchObject({ month: "2040-04", total: 2, total_pages: 2 });
  expect(found.items).toEqual([
    {
      user_id: two.id,
      name: `Person ${two.id.slice(0, 4)}`,
      email: two.email,
      calls: 1,
      month_micro_usd: 7,
      year_micro_usd: 8,
      lifetime_micro_usd: 9,
    },
  ]);
  const ever = await listPersonCosts(db, { ...query, sort_by: "lifetime" }, now);
  expect(ever.items[0]).toMatchObject({ user_id: one.id, lifetime_micro_usd: far });
});
