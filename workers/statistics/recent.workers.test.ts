import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ActivityEvent } from "../platform/records/activity-event.ts";
import { recentFigures } from "./recent.ts";
import { event, forgetFuture, rollUpAll, store } from "./testing.ts";

test("recent figures are of the last minutes, with percentiles and how new they are", async () => {
  // An hour nobody else has, later than all others.
  const now = Date.parse("2101-01-01T00:10:20Z");
  const ago = (ms: number, more: Partial<ActivityEvent> = {}) =>
    event("", { created_at: now - ms, ...more });
  await store([
    ...Array.from({ length: 95 }, () => ago(20_000, { duration_ms: 8 })),
    ...Array.from({ length: 5 }, () => ago(80_000, { duration_ms: 900, response_status: 500 })),
    ago(10_000, { endpoint: "/api/v1/sessions/1/messages", duration_ms: 50_000 }),
    ago(10_000, { endpoint: "/ws/chat/1", response_status: 101 }),
    ago(10_000, { endpoint: "/ws/chat/1", response_status: 503 }),
    ago(400_000, { response_status: 500 }),
  ]);
  await rollUpAll(now);
  const figures = await recentFigures(env, 5, now);
  expect(figures).toMatchObject({
    requests: 101,
    errors: 5,
    server_errors: 5,
    socket_opens: 1,
    socket_failures: 1,
    as_of: now,
  });
  expect(figures.p50_ms).toBeGreaterThan(7);
  expect(figures.p50_ms).toBeLessThan(10);
  expect(figures.p99_ms).toBeGreaterThan(800);
  expect(figures.p99_ms).toBeLessThan(1000);
  expect(figures.times).toMatchObject({
    rest: { p50_ms: figures.p50_ms },
    socket: { p50_ms: expect.any(Number) },
    file: { p50_ms: null },
  });
  await forgetFuture(now - 1_000_000);
});
