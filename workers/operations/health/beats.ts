import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Heartbeat } from "../../platform/heartbeat.ts";
import { queueBeat } from "./health.sql.ts";

type Queue = typeof queueBeat.$inferSelect.queue;

/** A message through each queue, every minute: what comes out at the other end is noted there. */
export async function sendBeats(env: Env, now: number): Promise<void> {
  await Promise.all([env.ACTIVITY.send({ heartbeat: now }), env.JOBS.send({ heartbeat: now })]);
}

/** One that comes late, after a later one, changes nothing. */
export async function noteBeat(env: Env, queue: Queue, beat: Heartbeat): Promise<void> {
  await env.DB.prepare(
    `insert into queue_beat (queue, sent_at, received_at) values (?, ?, ?)
     on conflict (queue) do update set sent_at = excluded.sent_at, received_at = excluded.received_at
     where excluded.sent_at > queue_beat.sent_at`,
  )
    .bind(queue, beat.heartbeat, Date.now())
    .run();
}

/** Unix milliseconds. */
export async function readBeats(
  d1: D1Database,
): Promise<Partial<Record<Queue, { sentAt: number; receivedAt: number }>>> {
  const rows = await openDb(d1).select().from(queueBeat);
  return Object.fromEntries(
    rows.map(({ queue, sentAt, receivedAt }) => [
      queue,
      { sentAt: sentAt.getTime(), receivedAt: receivedAt.getTime() },
    ]),
  );
}
