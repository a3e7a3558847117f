import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { project } from "../projects/project.sql.ts";
import { createAccount } from "../testing/people.ts";
import { cohortFigure, personDay, personSeen } from "./person-figure.sql.ts";
import { cohortWeeks, countCohorts, weekOf } from "./cohorts.ts";
import { dayFigure } from "./day-figure.sql.ts";
import { minuteFigure } from "./minute-figure.sql.ts";
import { hourFigure } from "./request-figure.sql.ts";
import { rollupCursor } from "./rollup-cursor.sql.ts";
import { takeSnapshot } from "./snapshot.ts";
import { trimFigures } from "./trim.ts";

const db = openDb(env.DB);
const figureOf = (day: string) => db.select().from(dayFigure).where(eq(dayFigure.day, day)).get();

async function there(days: readonly string[]): Promise<string> {
  const userId = crypto.randomUUID();
  const [firstDay, lastDay] = [days[0]!, days.at(-1)!];
  await db.insert(personSeen).values({ userId, firstDay, lastDay });
  await db.insert(personDay).values(days.map((day) => ({ userId, day, features: 0 })));
  return userId;
}

test("a snapshot counts people, projects, bytes and who was there lately, as of the site's day", async () => {
  // Far ahead, so that the activity of other tests is none of these days'.
  const now = Date.parse("2150-03-10T02:00:00Z");
  const owner = await createAccount("user");
  await createAccount("guest");
  await db.insert(project).values({
    id: crypto.randomUUID(),
    name: "p",
    ownerId: owner.id,
    status: "active",
    createdAt: new Date(),
    lastActivityAt: new Date(),
    storageBytes: 5_000_000_000,
  });
  const born = await createAccount("user");
  await db
    .update(user)
    .set({ createdAt: new Date("2150-03-09T15:00:00Z") })
    .where(eq(user.id, born.id));
  for (const days of [["2150-03-10"], ["2150-03-04"], ["2150-02-09"], ["2150-02-08"]]) {
    await there(days);
  }
  await takeSnapshot(env, now);
  const found = await figureOf("2150-03-10");
  expect(found).toMatchObject({ weeklyActive: 2, monthlyActive: 3, newPeople: 1 });
  const people = await db.$count(user, sql`role <> 'guest' and status <> 'deleted'`);
  expect(found?.people).toBe(people);
  expect(found?.storageBytes).toBeGreaterThanOrEqual(5_000_000_000);
  expect(found?.projects).toBeGreaterThanOrEqual(found?.activeProjects ?? 0);
  const cursor = eq(rollupCursor.source, "levels");
  expect(await db.select().from(rollupCursor).where(cursor)).toMatchObject([
    { asOf: new Date(now) },
  ]);
});

test("a new site is counted every minute, as its sums are; a large one every five", async () => {
  const first = Date.parse("2150-03-20T02:01:00Z");
  const peopleAt = async (now: number) => {
    await takeSnapshot(env, now);
    return (await figureOf("2150-03-20"))?.people ?? 0;
  };
  const before = await peopleAt(first);
  await createAccount("user");
  expect(await peopleAt(first + 60_000)).toBe(before + 1);
  await db.run(sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 100)
    insert into user(id, email, name, role, status, created_at, updated_at)
    select 'many-' || i, 'many-' || i || '@example.test', 'm', 'user', 'active', 1, 1 from n`);
  expect(await peopleAt(first + 120_000)).toBe(before + 101);
  await createAccount("user");
  expect(await peopleAt(first + 180_000)).toBe(before + 101);
  expect(await peopleAt(first + 240_000)).toBe(before + 102);
});

test("a minute in which half of what came failed counts as down", async () => {
  const now = Date.parse("2150-04-10T02:00:00Z");
  const row = (ago: number, requests: number, serverErrors: number) => ({
    minute: now / 60_000 - ago,
    kind: "rest" as const,
    bucket: 3,
    requests,
    clientErrors: 0,
    serverErrors,
  });
  await db.insert(minuteFigure).values([row(1, 10, 0), row(2, 10, 4), row(3, 10, 5), row(4, 1, 1)]);
  await takeSnapshot(env, now);
  expect(await figureOf("2150-04-10")).toMatchObject({ busyMinutes: 4, downMinutes: 2 });
});

test("cohorts: who was first there in a week, and came back so many weeks after their own first day", async () => {
  expect([weekOf("2150-06-01"), weekOf("2150-06-07")]).toEqual(["2150-06-01", "2150-06-01"]);
  // Four of one week; a second of the next.
  await there(["2150-06-01", "2150-06-07"]);
  await there(["2150-06-01", "2150-06-08", "2150-06-14"]);
  await there(["2150-06-07", "2150-06-14", "2150-07-05"]);
  await there(["2150-06-05"]);
  await there(["2150-06-08", "2150-06-15"]);
  await countCohorts(env, Date.parse("2150-07-20T00:00:00Z"));
  await countCohorts(env, Date.parse("2150-07-20T00:00:00Z"));
  const found = await db
    .select()
    .from(cohortFigure)
    .where(sql`week like '2150-06%'`);
  expect(found.map(({ week, later, people }) => `${week} ${later}: ${people}`).sort()).toEqual([
    "2150-06-01 0: 4",
    "2150-06-01 1: 2",
    "2150-06-01 4: 1",
    "2150-06-08 0: 1",
    "2150-06-08 1: 1",
  ]);
  expect(cohortWeeks).toBeGreaterThan(5);
});

test("sums go when their time is over, and not before", async () => {
  const now = Date.parse("2001-02-01T00:00:00Z");
  const minute = (at: string) => ({
    minute: Date.parse(at) / 60_000,
    kind: "file" as const,
    bucket: 0,
    requests: 1,
    clientErrors: 0,
    serverErrors: 0,
  });
  const hour = (at: string) => ({
    hour: Date.parse(at) / 3_600_000,
    action: "READ",
    resource: "TRIM",
    statusClass: 2,
    requests: 1,
    durationMs: 1,
  });
  await db.insert(minuteFigure).values([minute("2001-01-29T23:00Z"), minute("2001-01-30T01:00Z")]);
  await db.insert(hourFigure).values([hour("2000-01-01T00:00Z"), hour("2000-03-01T00:00Z")]);
  await trimFigures(env, now);
  const minutes = await db
    .select()
    .from(minuteFigure)
    .where(sql`minute < ${now / 60_000}`);
  expect(minutes.map((row) => row.minute)).toEqual([Date.parse("2001-01-30T01:00Z") / 60_000]);
  const hours = await db.select().from(hourFigure).where(eq(hourFigure.resource, "TRIM"));
  expect(hours).toHaveLength(1);
});
