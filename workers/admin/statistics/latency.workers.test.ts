import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openDb } from "../../platform/db.ts";
import { minuteFigure } from "../../statistics/minute-figure.sql.ts";
import { latencyDay } from "../../statistics/request-figure.sql.ts";
import { readToday } from "../overview/figures.ts";
import { latency } from "./latency.ts";
import { now } from "./testing.ts";

const db = openDb(env.DB);

const noErrors = { clientErrors: 0, serverErrors: 0 };

test("latency by the minute: percentiles of whole minutes, against what is promised", async () => {
  const minute = Math.floor(now / 60_000);
  const row = (
    ago: number,
    kind: "rest" | "socket" | "wait",
    bucket: number,
    requests: number,
  ) => ({
    minute: minute - ago,
    kind,
    bucket,
    requests,
    ...noErrors,
  });
  await db
    .insert(minuteFigure)
    .values([
      row(0, "rest", 3, 9),
      row(1, "rest", 5, 10),
      row(1, "wait", 35, 9),
      row(3, "socket", 8, 2),
    ]);
  const found = await latency(db, { minutes: "60" }, now);
  expect(found.points).toHaveLength(60);
  expect(found.points.at(-1)).toEqual({
    at: "2040-04-18T01:29:00.000Z",
    requests: 10,
    p50_ms: 9,
    p95_ms: 10,
    p99_ms: 10,
  });
  expect(found.points[0]).toMatchObject({ requests: 0, p50_ms: null });
  expect(found.kinds.find((one) => one.kind === "socket")).toMatchObject({
    requests: 2,
    target_ms: { p50: 100 },
  });
});

test("today's times are those the overview of the console says of today", async () => {
  const today = Date.parse("2040-05-01T15:40:20Z");
  const at = (time: string) => Date.parse(time) / 60_000;
  const row = (time: string, bucket: number, requests: number) => ({
    minute: at(time),
    kind: "rest" as const,
    bucket,
    requests,
    ...noErrors,
  });
  await db
    .insert(minuteFigure)
    .values([
      row("2040-05-01T14:59Z", 30, 50),
      row("2040-05-01T15:00Z", 5, 90),
      row("2040-05-01T15:40Z", 13, 10),
    ]);
  await db.insert(latencyDay).values([
    { day: "2040-05-02", kind: "rest", bucket: 5, requests: 90 },
    { day: "2040-05-02", kind: "rest", bucket: 13, requests: 10 },
  ]);
  const found = await latency(db, { minutes: "today" }, today);
  expect(found.points.map(({ at: time, requests }) => [time, requests])).toEqual([
    ["2040-05-01T15:00:00.000Z", 90],
    ["2040-05-01T15:15:00.000Z", 0],
    ["2040-05-01T15:30:00.000Z", 10],
  ]);
  const rest = found.kinds.find((one) => one.kind === "rest");
  expect(rest?.requests).toBe(100);
  expect(rest?.p95_ms).toBe((await readToday(db, today)).p95_ms.today);
});
