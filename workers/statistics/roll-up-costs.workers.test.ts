import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDb, runBatch } from "../platform/db.ts";
import { createAccount } from "../testing/people.ts";
import { insertUsage, type UsageRow } from "../usage/service.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { costDay, personCost, usageMinute } from "./cost-figure.sql.ts";
import { dayFigure } from "./day-figure.sql.ts";
import { followCorrections } from "./follow-corrections.ts";
import { minuteFigure } from "./minute-figure.sql.ts";
import { latencyDay } from "./request-figure.sql.ts";
import { rollUpAll } from "./testing.ts";

const db = openDb(env.DB);

const dayRow = (day: string) => db.select().from(dayFigure).where(eq(dayFigure.day, day)).get();

test("model calls become costs by model and person, turns, and stretches of work", async () => {
  const person = await createAccount("user");
  const session = crypto.randomUUID();
  const call = (time: string, turn: string, cost: number): UsageRow => ({
    id: crypto.randomUUID(),
    user_id: person.id,
    project_id: "p",
    session_id: session,
    turn_id: turn,
    model: "m-1",
    usage: {
      input_tokens: 10,
      output_tokens: 5,
      cache_read_tokens: 3,
      cache_write_5m_tokens: 2,
      cache_write_1h_tokens: 1,
    },
    cost_micro_usd: cost,
    duration_ms: 1500,
    created_at: Date.parse(`2001-10-20T${time}Z`),
  });
  const write = async (rows: UsageRow[]) => {
    const [first, ...rest] = insertUsage(db, rows);
    await runBatch(db, first!, ...rest);
    await rollUpAll(Date.parse("2001-10-20T07:00:00Z"));
  };
  await write([call("01:00:00", "a", 100), call("01:02:00", "a", 50)]);
  // The second turn after ten minutes, the third after a long pause.
  await write([call("01:12:00", "b", 25), call("05:00:00", "c", 1)]);
  expect(await dayRow("2001-10-20")).toMatchObject({
    messages: 3,
    sittings: 2,
    sittingMs: 12 * 60_000,
    modelCalls: 4,
    costMicroUsd: 176,
    activePeople: 1,
  });
  expect(await db.select().from(costDay).where(eq(costDay.day, "2001-10-20"))).toEqual([
    {
      day: "2001-10-20",
      model: "m-1",
      calls: 4,
      inputTokens: 40,
      outputTokens: 20,
      cacheReadTokens: 12,
      cacheWriteTokens: 12,
      costMicroUsd: 176,
    },
  ]);
  const minutes = await db
    .select()
    .from(minuteFigure)
    .where(eq(minuteFigure.minute, Date.parse("2001-10-20T01:12:00Z") / 60_000));
  expect(minutes).toMatchObject([{ kind: "model", requests: 1 }]);
  const times = await db.select().from(latencyDay).where(eq(latencyDay.day, "2001-10-20"));
  expect(times).toMatchObject([{ kind: "model", requests: 4 }]);
  const periods = async () => {
    const found = await db.select().from(personCost).where(eq(personCost.userId, person.id));
    return found.map(({ period, costMicroUsd }) => [period, costMicroUsd]).sort();
  };
  expect(await periods()).toEqual([
    ["", 176],
    ["2001", 176],
    ["2001-10", 176],
  ]);

  // A cost reckoned anew moves the sums; one not summed up yet is counted as it is then.
  const [late, ...rest] = insertUsage(db, [call("06:00:00", "d", 7)]);
  await runBatch(db, late!, ...rest);
  const all = await db.select().from(usageRecord).where(eq(usageRecord.userId, person.id));
  const costs = JSON.stringify(
    Object.fromEntries(all.map((row) => [row.id, [row.costMicroUsd, row.costMicroUsd * 2]])),
  );
  const doubled = db
    .update(usageRecord)
    .set({ costMicroUsd: sql`cost_micro_usd * 2` })
    .where(eq(usageRecord.userId, person.id));
  await db.batch([...followCorrections(db, costs), doubled]);
  expect(await periods()).toEqual([
    ["", 352],
    ["2001", 352],
    ["2001-10", 352],
  ]);
  await rollUpAll();
  expect(await periods()).toEqual([
    ["", 366],
    ["2001", 366],
    ["2001-10", 366],
  ]);
  expect(await dayRow("2001-10-20")).toMatchObject({ modelCalls: 5, costMicroUsd: 366 });
  // By the minute as well, as far back as minutes are kept.
  const minuteOf = (time: string) => Date.parse(`2001-10-20T${time}Z`) / 60_000;
  const none = { messages: 0, sittings: 0, sittingMs: 0 };
  const opens = { ...none, messages: 1 };
  expect(await db.select().from(usageMinute)).toEqual([
    { minute: minuteOf("01:00"), calls: 1, costMicroUsd: 200, ...opens, sittings: 1 },
    { minute: minuteOf("01:02"), calls: 1, costMicroUsd: 100, ...none, sittingMs: 2 * 60_000 },
    { minute: minuteOf("01:12"), calls: 1, costMicroUsd: 50, ...opens, sittingMs: 10 * 60_000 },
    { minute: minuteOf("05:00"), calls: 1, costMicroUsd: 2, ...opens, sittings: 1 },
  ]);
});
