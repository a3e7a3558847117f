import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { openDb } from "../../platform/db.ts";
import { dayFigure } from "../../statistics/day-figure.sql.ts";
import { featureBits } from "../../statistics/features.ts";
import { cohortFigure, personMonth } from "../../statistics/person-figure.sql.ts";
import { errorDay, routeDay } from "../../statistics/request-figure.sql.ts";
import { rollupCursor } from "../../statistics/rollup-cursor.sql.ts";
import { type Person, request, signUp } from "../../testing/people.ts";
import { engagement } from "./engagement.ts";
import { readOverview } from "./overview.ts";
import { errorStatistics, requestStatistics, storageStatistics, userStatistics } from "./series.ts";
import { countedAt, now, range } from "./testing.ts";

const db = openDb(env.DB);
const dayRow = (day: string, more: Partial<typeof dayFigure.$inferInsert>) => ({ day, ...more });

let admin: Person;

beforeAll(async () => {
  admin = await signUp("admin");
  await db.insert(dayFigure).values([
    dayRow("2040-03-10", { requests: 900, newPeople: 4 }),
    dayRow("2040-04-17", {
      requests: 1000,
      clientErrors: 30,
      serverErrors: 20,
      timedRequests: 500,
      durationMs: 10_000,
      activePeople: 8,
      messages: 60,
      sittings: 10,
      sittingMs: 10 * 12 * 60_000,
      costMicroUsd: 2_000_000,
      modelCalls: 70,
      people: 40,
    }),
    dayRow("2040-04-18", { requests: 500, serverErrors: 5, activePeople: 4, newPeople: 2 }),
  ]);
});

test("series have a point for each day, and what nobody counted is not nothing", async () => {
  const found = await userStatistics(db, range({}), now);
  expect(found.points).toHaveLength(30);
  expect(found.points.slice(-3)).toEqual([
    expect.objectContaining({ at: "2040-04-16", active: 0, total: null }),
    expect.objectContaining({ at: "2040-04-17", active: 8, total: 40 }),
    expect.objectContaining({ at: "2040-04-18", active: 4, new: 2, total: null }),
  ]);
  expect(found.totals).toEqual({ active_average: 0.4, new: 2 });
  expect(found.previous.new).toBe(4);
  // One day alone is shown with those before it.
  const day = await userStatistics(db, range({ period: "day" }), now);
  expect(day.points).toHaveLength(7);
  expect(day.totals.new).toBe(2);
  expect(day.range).toMatchObject({
    start_date: "2040-04-18",
    points_start_date: "2040-04-12",
    step: "day",
  });
  const year = await userStatistics(db, range({ period: "year" }), now);
  expect(year.points.map((point) => point.at)).toHaveLength(12);
  expect(year.points.at(-1)).toMatchObject({ at: "2040-04", new: 2 });
});

test("failures and refusals by code, and their shares of what was asked, each by itself", async () => {
  await db.insert(errorDay).values([
    { day: "2040-04-17", status: 404, code: "PROJECT_001", requests: 30 },
    { day: "2040-04-17", status: 500, code: "SERVER_001", requests: 20 },
    { day: "2040-04-18", status: 500, code: "SERVER_001", requests: 15 },
  ]);
  const found = await errorStatistics(db, range({ period: "week" }), now);
  expect(found.totals).toEqual({
    requests: 1500,
    client_errors: 30,
    server_errors: 25,
    error_rate_percentage: 1.67,
    refused_percentage: 2,
  });
  expect(found.by_code).toEqual([
    { status: 500, code: "SERVER_001", requests: 35 },
    { status: 404, code: "PROJECT_001", requests: 30 },
  ]);
});

test("which address fails, and which refuses: the worst first, each with its codes", async () => {
  const row = (
    route: string,
    status: number,
    code: string,
    requests: number,
    day = "2040-04-17",
  ) => ({ day, route, method: route === "" ? "" : "GET", status, code, requests });
  await db.insert(routeDay).values([
    row("/projects/:id", 0, "", 90),
    row("/projects/:id", 500, "SERVER_001", 3),
    row("/projects/:id", 503, "MODEL_002", 5),
    row("/projects/:id", 404, "PROJECT_001", 2),
    row("/files", 500, "SERVER_001", 6),
    row("/files", 500, "SERVER_001", 4, "2040-04-18"),
    row("/models", 0, "", 1000),
    // Announced: neither a failure nor a refusal.
    row("/models", 503, "SERVER_004", 5000),
    row("", 404, "REQUEST_002", 70),
    row("/files", 500, "SERVER_001", 900, "2040-03-01"),
  ]);
  const { by_route } = await errorStatistics(db, range({ period: "week" }), now);
  expect(by_route.server).toEqual([
    {
      method: "GET",
      route: "/files",
      requests: 10,
      errors: 10,
      codes: [{ status: 500, code: "SERVER_001", requests: 10 }],
    },
    {
      method: "GET",
      route: "/projects/:id",
      requests: 100,
      errors: 8,
      codes: [
        { status: 503, code: "MODEL_002", requests: 5 },
        { status: 500, code: "SERVER_001", requests: 3 },
      ],
    },
  ]);
  expect(by_route.client.map(({ route, errors }) => [route, errors])).toEqual([
    ["", 70],
    ["/projects/:id", 2],
  ]);
});

test("who comes back counts only where everybody's time has come", async () => {
  const row = (week: string, later: number, people: number) => ({ week, later, people });
  await db
    .insert(cohortFigure)
    .values([
      row("2040-03-05", 0, 10),
      row("2040-03-05", 1, 4),
      row("2040-03-05", 4, 3),
      row("2040-03-26", 0, 10),
      row("2040-03-26", 1, 7),
      row("2040-04-09", 0, 5),
      row("2040-04-16", 0, 9),
    ]);
  await db.insert(personMonth).values(
    [featureBits.chat, featureBits.chat + featureBits.search, 0].map((features) => ({
      month: "2040-04",
      userId: crypto.randomUUID(),
      features,
    })),
  );
  const found = await engagement(db, range({}), now);
  expect(found.cohorts).toEqual([
    { week: "2040-03-05", people: 10, returned: [4, 0, 0, 3, null, null].slice(0, 6) },
    { week: "2040-03-26", people: 10, returned: [7, null, null] },
    { week: "2040-04-09", people: 5, returned: [null] },
  ]);
  expect(found.retention).toEqual({ day_7_percentage: 55, day_30_percentage: 30 });
  expect(found.totals).toMatchObject({
    messages: 60,
    messages_per_sitting: 6,
    minutes_per_sitting: 12,
  });
  expect(found.monthly_people).toBe(3);
  expect(found.features.find((one) => one.feature === "chat")).toEqual({
    feature: "chat",
    people: 2,
    percentage: 66.7,
    previous_percentage: null,
  });
});

test("each figure stands under its own time: sums under theirs, levels under theirs", async () => {
  const [minuteAgo, fourAgo] = [new Date(now - 60_000), new Date(now - 4 * 60_000)];
  await countedAt({ sums: minuteAgo.getTime(), levels: fourAgo.getTime() });
  const day = range({ period: "day" });
  const [as_of, levels_as_of] = [minuteAgo.toISOString(), fourAgo.toISOString()];
  expect((await requestStatistics(db, day, now)).as_of).toBe(as_of);
  expect(await userStatistics(db, day, now)).toMatchObject({ as_of, levels_as_of });
  expect(await readOverview(env, day, now)).toMatchObject({ as_of, levels_as_of });
  expect((await storageStatistics(env, db, day)).as_of).toBe(levels_as_of);
});

test("what is stored grows from the day before a period on, of one day too", async () => {
  const bytes = [
    ["2040-02-01", 100],
    ["2040-02-02", 150],
    ["2040-02-03", 400],
  ] as const;
  await db
    .insert(dayFigure)
    .values(bytes.map(([day, storageBytes]) => dayRow(day, { storageBytes })));
  const grown = async (start_date: string, end_date: string) => {
    const { totals, previous } = await storageStatistics(env, db, range({ start_date, end_date }));
    return [totals.growth_bytes, previous.growth_bytes, previous.bytes];
  };
  expect(await grown("2040-02-03", "2040-02-03")).toEqual([250, 50, 150]);
  expect(await grown("2040-02-02", "2040-02-03")).toEqual([300, null, 100]);
  // Nothing is known from before: from the first day that is.
  expect(await grown("2040-01-31", "2040-02-02")).toEqual([50, null, null]);
});

test("the overview has the documented shape, and is the same for a minute", async () => {
  for (const source of ["activity", "usage", "audit"] as const) {
    await db
      .insert(rollupCursor)
      .values({ source, rowId: 0, latest: 0, asOf: new Date() })
      .onConflictDoUpdate({ target: rollupCursor.source, set: { asOf: new Date() } });
  }
  const read = async (path: string) => (await request("GET", path, { as: admin })).json();
  const first = await read("/api/v1/admin/statistics/overview?period=week");
  expect(first).toMatchObject({
    as_of: expect.any(String),
    users: {
      total: expect.any(Number),
      active_today: expect.any(Number),
      new_this_month: expect.any(Number),
    },
    projects: {
      total: expect.any(Number),
      active: expect.any(Number),
      created_this_month: expect.any(Number),
    },
    storage: {
      total_bytes: expect.any(Number),
      total_display: expect.stringMatching(/^[\d.]+ [KMGT]?B$/),
      used_percentage: expect.any(Number),
    },
    api: {
      requests_today: expect.any(Number),
      average_response_ms: expect.any(Number),
      error_rate_percentage: expect.any(Number),
    },
  });
  await db.run(sql`update day_figure set people = people + 1000 where people is not null`);
  expect(await read("/api/v1/admin/statistics/overview?period=week")).toEqual(first);
  expect(await read("/api/admin/stats?period=week")).toEqual(first);
  await db.run(sql`update day_figure set people = people - 1000 where people is not null`);
});

test("a day there is none of is refused", async () => {
  for (const query of ["start_date=2026-02-30", "period=decade", "end_date=x"]) {
    const path = `/api/v1/admin/statistics/users?${query}`;
    expect((await request("GET", path, { as: admin })).status).toBe(400);
  }
});
