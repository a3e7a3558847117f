import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import { usageMinute } from "../../statistics/cost-figure.sql.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { hourFigure } from "../../statistics/request-figure.sql.ts";
import { createAccount } from "../../testing/people.ts";
import { engagement } from "./engagement.ts";
import { readOverview } from "./overview.ts";
import { errorStatistics, requestStatistics, userStatistics } from "./series.ts";
import { now, range } from "./testing.ts";

const db = openDb(env.DB);
const dayRow = (day: string, more: Partial<typeof dayFigure.$inferInsert>) => ({ day, ...more });

beforeAll(async () => {
  await db.insert(dayFigure).values([
    dayRow("2040-04-17", {
      requests: 1000,
      clientErrors: 30,
      serverErrors: 20,
      messages: 60,
      sittings: 10,
      sittingMs: 10 * 12 * 60_000,
      modelCalls: 70,
      newPeople: 3,
    }),
    dayRow("2040-04-18", { requests: 500, serverErrors: 5 }),
  ]);
});

test("a period that runs is compared with the one before as far as that had come by this hour", async () => {
  const hour = (at: string) => Date.parse(at) / 3_600_000;
  const asked = (at: string, requests: number) => ({
    hour: hour(at),
    action: "READ",
    resource: "PROJECT",
    statusClass: 2,
    requests,
    timedRequests: requests / 2,
    durationMs: requests * 5,
  });
  // Yesterday: 200 until 10, 100 from 10 to 11, 700 after; now it is 10:30.
  await db
    .insert(hourFigure)
    .values([
      asked("2040-04-16T20:00Z", 200),
      asked("2040-04-17T01:00Z", 100),
      asked("2040-04-17T05:00Z", 700),
      asked("2040-04-18T00:00Z", 500),
    ]);
  const minuteOf = (time: string) => Date.parse(time) / 60_000;
  const none = { kind: "rest", bucket: 1, clientErrors: 0, serverErrors: 0 } as const;
  await db.insert(minuteFigure).values([
    { minute: minuteOf("2040-04-17T01:10Z"), requests: 80, ...none, serverErrors: 14 },
    { minute: minuteOf("2040-04-17T01:40Z"), requests: 20, ...none },
  ]);
  const found = await requestStatistics(db, range({ period: "day" }), now);
  expect(found.totals.requests).toBe(500);
  expect(found.previous.requests).toBe(280);
  expect(found.points).toHaveLength(11);
  expect(found.points[9]).toEqual({
    at: "2040-04-18T00:00:00.000Z",
    requests: 500,
    average_response_ms: 10,
  });
  // The cards and the chart know one yesterday.
  const cards = await readOverview(env, range({ period: "day" }), now);
  const chart = await errorStatistics(db, range({ period: "day" }), now);
  expect(chart.previous.error_rate_percentage).toBe(5);
  expect(cards.before).toMatchObject({
    requests_yesterday: 280,
    error_rate_percentage_yesterday: 5,
    refused_percentage_yesterday: 0,
  });
  // A period that is over is compared with the whole of the one before.
  const over = range({ start_date: "2040-04-18", end_date: "2040-04-18" });
  expect(over.running).toBe(true);
  const yesterday = range({ start_date: "2040-04-17", end_date: "2040-04-17" });
  expect((await requestStatistics(db, yesterday, now)).previous.requests).toBe(0);
});

test("a year is compared with the one before up to this day and time, also after a leap day", async () => {
  const hour = Date.parse("2039-04-17T20:00Z") / 3_600_000;
  const asked = { action: "READ", resource: "PROJECT", statusClass: 2, durationMs: 1 };
  await db.insert(hourFigure).values({ hour, requests: 10, ...asked });
  await db
    .insert(dayFigure)
    .values([
      dayRow("2039-04-17", { requests: 5 }),
      dayRow("2039-04-18", { requests: 100 }),
      dayRow("2039-04-19", { requests: 1000 }),
    ]);
  const found = await requestStatistics(db, range({ period: "year" }), now);
  expect(found.range.previous_end_date).toBe("2039-04-18");
  expect(found.previous.requests).toBe(15);
});

test("messages, stretches of work and new people of yesterday are those by this time, whatever was asked by then", async () => {
  const work = (time: string, messages: number, sittings: number, minutes: number) => ({
    minute: Date.parse(`2040-04-17T${time}Z`) / 60_000,
    calls: messages,
    costMicroUsd: 0,
    messages,
    sittings,
    sittingMs: minutes * 60_000,
  });
  // It is 10:30 in Japan: what began in that minute is of later.
  await db
    .insert(usageMinute)
    .values([work("00:10", 40, 3, 30), work("01:29", 8, 1, 2), work("01:30", 12, 6, 88)]);
  const made = ["2040-04-16T15:00:00Z", "2040-04-17T01:29:59Z", "2040-04-17T01:30:00Z"];
  for (const at of [...made, "2040-04-16T14:59:59Z"]) {
    const { id } = await createAccount("user");
    await db
      .update(user)
      .set({ createdAt: new Date(at) })
      .where(eq(user.id, id));
  }
  const guest = await createAccount("guest");
  await db
    .update(user)
    .set({ createdAt: new Date(made[0]!) })
    .where(eq(user.id, guest.id));
  const day = range({ period: "day" });
  expect((await engagement(db, day, now)).previous).toMatchObject({
    messages: 48,
    sittings: 4,
    messages_per_sitting: 12,
    minutes_per_sitting: 8,
  });
  expect((await userStatistics(db, day, now)).previous.new).toBe(2);
});
