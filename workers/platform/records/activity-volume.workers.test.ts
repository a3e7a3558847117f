import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { consumeQueue } from "../../queue.ts";
import type { ActivityEvent } from "./activity-event.ts";

const perBatch = 100;

const eventOf = (run: string, n: number): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: null,
  key_id: null,
  action_type: "READ",
  resource_type: null,
  resource_id: null,
  endpoint: `/${run}/${n}`,
  method: "GET",
  request_body: null,
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: null,
  user_agent: null,
  duration_ms: 1,
  created_at: Date.now(),
});

const batchesOf = (events: readonly ActivityEvent[]) =>
  Array.from({ length: Math.ceil(events.length / perBatch) }, (_one, at) =>
    events.slice(at * perBatch, (at + 1) * perBatch),
  );

async function counted(run: string) {
  const row = await env.DB.prepare(
    "SELECT count(*) AS stored, count(DISTINCT endpoint) AS different FROM user_activity WHERE endpoint LIKE ?",
  )
    .bind(`/${run}/%`)
    .first<{ stored: number; different: number }>();
  return row ?? { stored: 0, different: 0 };
}

async function untilStored(run: string, wanted: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if ((await counted(run)).stored >= wanted) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}

test("10,000 events through the Queue: none lost, none doubled, though some come twice", async () => {
  const run = crypto.randomUUID();
  const events = Array.from({ length: 10_000 }, (_one, n) => eventOf(run, n));
  const again = events.filter((_one, n) => n % 10 === 0);
  for (const batch of batchesOf([...events, ...again])) {
    await env.ACTIVITY.sendBatch(batch.map((body) => ({ body })));
  }
  await untilStored(run, 10_000);
  // What the Queue delivers once more although it was stored: a whole batch, and its neighbours.
  for (const batch of batchesOf(events.slice(0, 500))) {
    const messages = batch.map((body) => ({
      id: body.id,
      timestamp: new Date(),
      attempts: 2,
      body,
    }));
    await consumeQueue(createMessageBatch("engawa-activity", messages), env);
  }
  expect(await counted(run)).toEqual({ stored: 10_000, different: 10_000 });
}, 120_000);
