import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditStatement, bySystem } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { createAccount } from "../testing/people.ts";
import { dayFigure } from "./day-figure.sql.ts";
import { featureBits } from "./features.ts";
import { fromActivity } from "./from-activity.ts";
import { personDay, personMonth, personSeen } from "./person-figure.sql.ts";
import { recentFigures } from "./recent.ts";
import { errorDay, hourFigure, latencyDay, requestDay, routeDay } from "./request-figure.sql.ts";
import { perStep, rollUp, rollUpStep } from "./roll-up.ts";
import { event, forgetFuture, rollUpAll, store } from "./testing.ts";

const db = openDb(env.DB);

const dayRow = (day: string) => db.select().from(dayFigure).where(eq(dayFigure.day, day)).get();

test("each request is counted once, under two crons at once and over several steps", async () => {
  const events = Array.from({ length: perStep + 500 }, (_, n) =>
    event("2001-03-05T03:00:00Z", { duration_ms: n % 20 }),
  );
  await store(events);
  await Promise.all([rollUp(env), rollUp(env), rollUpStep(env.DB, fromActivity, Date.now())]);
  await rollUpAll();
  await rollUpAll();
  expect(await dayRow("2001-03-05")).toMatchObject({ requests: perStep + 500 });
  await store(events.slice(0, 10));
  await rollUpAll();
  expect(await dayRow("2001-03-05")).toMatchObject({ requests: perStep + 500 });
});

test("a step that fails leaves neither sums nor a moved cursor behind", async () => {
  await rollUpAll();
  await store([event("2001-04-01T03:00:00Z")]);
  const broken = {
    ...fromActivity,
    add: (...of: Parameters<typeof fromActivity.add>) => [
      ...fromActivity.add(...of),
      sql`select json('crash')`,
    ],
  };
  await rollUpStep(env.DB, broken, Date.now());
  expect(await dayRow("2001-04-01")).toBeUndefined();
  await rollUpAll();
  expect(await dayRow("2001-04-01")).toMatchObject({ requests: 1 });
});

test("rows whose numbers were given again, after the newest were removed, are counted", async () => {
  // Later than whatever other tests wrote, so that these are the newest by time, too.
  const soon = [1, 2, 3].map((n) => event("", { created_at: Date.now() + 1000 + n }));
  await store(soon);
  await rollUpAll();
  await db.run(sql`delete from user_activity where id in (${soon[1]!.id}, ${soon[2]!.id})`);
  const later = [0, 1, 2].map(() =>
    event("2099-05-02T03:00:00Z", { created_at: Date.parse("2099-05-02T03:00:00Z") }),
  );
  await store(later);
  await rollUpAll();
  expect(await dayRow("2099-05-02")).toMatchObject({ requests: 3 });
  await forgetFuture(Date.parse("2099-01-01"));
});

test("days are those of Japan", async () => {
  await store([event("2001-06-30T14:59:59.999Z"), event("2001-06-30T15:00:00Z")]);
  await rollUpAll();
  expect(await dayRow("2001-06-30")).toMatchObject({ requests: 1 });
  expect(await dayRow("2001-07-01")).toMatchObject({ requests: 1 });
});

test("sockets, refusals and failures are told apart; a refused socket is no failed one", async () => {
  const at = "2001-08-01T03:00:00Z";
  const socket = { endpoint: "/ws/chat/1", resource_type: "SESSION" };
  await store([
    event(at, { ...socket, response_status: 101 }),
    event(at, { ...socket, response_status: 401, error_code: "AUTH_002" }),
    event(at, { ...socket, response_status: 500, error_code: "SERVER_001" }),
    event(at, { response_status: 404, action_type: "ERROR", error_code: "PROJECT_001" }),
    event(at, { response_status: 503, action_type: "ERROR", duration_ms: 90 }),
    event(at),
  ]);
  const now = Date.parse(at) + 30_000;
  await rollUpAll(now);
  expect(await dayRow("2001-08-01")).toMatchObject({
    requests: 3,
    clientErrors: 1,
    serverErrors: 1,
    timedRequests: 3,
    durationMs: 110,
    socketOpens: 1,
    socketFailures: 1,
    activePeople: 0,
  });
  const errors = await db.select().from(errorDay).where(eq(errorDay.day, "2001-08-01"));
  expect(errors.map(({ code, status }) => `${status} ${code}`).sort()).toEqual([
    "404 PROJECT_001",
    "503 ",
  ]);
  const times = await db.select().from(latencyDay).where(eq(latencyDay.day, "2001-08-01"));
  expect(times.map(({ kind, bucket, requests }) => [kind, bucket, requests])).toEqual([
    ["rest", 5, 2],
    ["rest", 13, 1],
  ]);
  const kinds = await db.select().from(requestDay).where(eq(requestDay.day, "2001-08-01"));
  expect(kinds).toHaveLength(3);
});

test("what a site closed for maintenance refuses is asked, and no failure of the site: not of a minute, an hour, a day or a socket (U-202, T-26)", async () => {
  const at = "2001-08-04T03:00:00Z";
  const closed = { response_status: 503, action_type: "ERROR", error_code: "SERVER_004" };
  const socket = { endpoint: "/ws/chat/1", resource_type: "SESSION" };
  await store([
    ...[1, 2, 3].map(() => event(at, closed)),
    event(at, { ...closed, ...socket }),
    event(at, { ...closed, error_code: "SERVER_003" }),
  ]);
  const now = Date.parse(at) + 30_000;
  await rollUpAll(now);
  expect(await dayRow("2001-08-04")).toMatchObject({
    requests: 4,
    clientErrors: 0,
    serverErrors: 1,
    socketFailures: 0,
  });
  expect(await recentFigures(env, 2, now)).toMatchObject({
    requests: 4,
    errors: 1,
    server_errors: 1,
    socket_failures: 0,
  });
  const hour = Date.parse(at) / 3_600_000;
  const found = await db.select().from(hourFigure).where(eq(hourFigure.hour, hour));
  expect(found.map((row) => [row.statusClass, row.requests]).sort()).toEqual([
    [0, 3],
    [5, 1],
  ]);
  // They stand among the answers as what they are.
  const errors = await db.select().from(errorDay).where(eq(errorDay.day, "2001-08-04"));
  expect(errors.map(({ code, requests }) => `${code} ${requests}`).sort()).toEqual([
    "SERVER_003 1",
    "SERVER_004 3",
  ]);
});

test("a wait is asked, and its time is nobody's: an hour and its day say the same of how long it took", async () => {
  const at = "2001-08-02T03:00:00Z";
  await store([
    event(at, { duration_ms: 30 }),
    event(at, { endpoint: "/api/v1/sessions/1/messages", duration_ms: 60_000 }),
  ]);
  await rollUpAll(Date.parse(at) + 30_000);
  const said = { requests: 2, timedRequests: 1, durationMs: 30 };
  expect(await dayRow("2001-08-02")).toMatchObject(said);
  const hour = Date.parse(at) / 3_600_000;
  expect(await db.select().from(hourFigure).where(eq(hourFigure.hour, hour))).toEqual([
    expect.objectContaining(said),
  ]);
});

test("failures are counted by the contract's address: whatever is called, the list stays short", async () => {
  const at = "2001-08-03T03:00:00Z";
  const failed = { action_type: "ERROR", response_status: 500, error_code: "SERVER_001" };
  await store([
    ...[1, 2].map((n) =>
      event(at, { ...failed, endpoint: `/api/projects/${n}`, route: "/projects/:id" }),
    ),
    event(at, { route: "/projects/:id" }),
    event(at, { route: "/projects/:id", response_status: 304 }),
    ...["/x", "/y"].map((endpoint) =>
      event(at, {
        endpoint,
        route: "",
        method: endpoint,
        response_status: 404,
        error_code: "REQUEST_002",
      }),
    ),
    // From before addresses were kept.
    event(at, failed),
  ]);
  await rollUpAll();
  const found = await db.select().from(routeDay).where(eq(routeDay.day, "2001-08-03"));
  expect(
    found.map(({ method, route, status, code, requests }) => [
      method,
      route,
      status,
      code,
      requests,
    ]),
  ).toEqual([
    ["", "", 404, "REQUEST_002", 2],
    ["GET", "/projects/:id", 0, "", 2],
    ["GET", "/projects/:id", 500, "SERVER_001", 2],
  ]);
});

test("a person counts once a day, with all they used; guests do not", async () => {
  const [one, two, guest] = [
    await createAccount("user"),
    await createAccount("user"),
    await createAccount("guest"),
  ];
  const at = "2001-09-10T03:00:00Z";
  const file = { resource_type: "FILE", endpoint: "/api/v1/files/a.ts" };
  await store([event(at, { user_id: one.id }), event(at, { user_id: guest.id })]);
  await rollUpAll();
  await store([
    event(at, { user_id: one.id, ...file }),
    event(at, { user_id: one.id, ...file, method: "PUT", action_type: "UPDATE", key_id: "k" }),
    event(at, { user_id: two.id, response_status: 403 }),
    event("2001-09-12T03:00:00Z", { user_id: one.id }),
  ]);
  await rollUpAll();
  expect(await dayRow("2001-09-10")).toMatchObject({ activePeople: 1 });
  const bits = featureBits.files_read + featureBits.files_changed + featureBits.api_key;
  expect(await db.select().from(personDay).where(eq(personDay.userId, one.id))).toEqual([
    { userId: one.id, day: "2001-09-10", features: bits },
    { userId: one.id, day: "2001-09-12", features: 0 },
  ]);
  expect(await db.select().from(personMonth).where(eq(personMonth.userId, one.id))).toEqual([
    { userId: one.id, month: "2001-09", features: bits },
  ]);
  expect(await db.select().from(personSeen).where(eq(personSeen.userId, one.id))).toEqual([
    { userId: one.id, firstDay: "2001-09-10", lastDay: "2001-09-12" },
  ]);
});

test("what was made counts from the record, an import with each of its files", async () => {
  const person = await createAccount("user");
  const at = Date.parse("2001-11-11T03:00:00Z");
  const made = (resource: string, action: string, metadata?: Record<string, unknown>) =>
    auditStatement(db, person, bySystem, {
      once: { id: crypto.randomUUID(), at },
      event: "DATA_CHANGE",
      action,
      resource: [resource, null],
      ...(metadata ? { metadata } : {}),
    });
  await runBatch(
    db,
    made("PROJECT", "CREATE"),
    made("SESSION", "CREATE"),
    made("SESSION", "UPDATE"),
    made("FILE", "UPDATE"),
    made("FILE", "IMPORT", { files: { create: 40, update: 2 } }),
    made("USER", "LOGIN_SUCCESS"),
  );
  await rollUpAll();
  expect(await dayRow("2001-11-11")).toMatchObject({
    projectsCreated: 1,
    sessionsCreated: 1,
    fileOperations: 43,
    signIns: 1,
  });
});
