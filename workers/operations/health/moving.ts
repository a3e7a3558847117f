import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { mailRouteOf } from "../../mail/transport.ts";
import { readBeats } from "./beats.ts";
import type { Finding } from "./part.ts";

const day = 1440 * minute;
/** A message a minute: after these many minutes without one something is stuck, then broken. */
const lateAfter = 5 * minute;
const brokenAfter = 15 * minute;

/** A message goes through each queue every minute; how long ago the last one came out of it. */
export async function lookAtQueue(env: Pick<Env, "DB">, now: number): Promise<Finding> {
  const [beats, newest] = await Promise.all([
    readBeats(env.DB),
    env.DB.prepare("select max(created_at) as at from user_activity").first<{
      at: number | null;
    }>(),
  ]);
  const ago = (at: number | undefined) =>
    at === undefined ? null : Math.max(0, Math.round((now - at) / 1000));
  const { activity, jobs } = beats;
  const details = {
    activity_last_message_seconds: ago(activity?.receivedAt),
    activity_delay_ms: activity ? activity.receivedAt - activity.sentAt : null,
    jobs_last_message_seconds: ago(jobs?.receivedAt),
    jobs_delay_ms: jobs ? jobs.receivedAt - jobs.sentAt : null,
    newest_activity_seconds: ago(newest?.at ?? undefined),
  };
  if (activity === undefined || jobs === undefined)
    return { status: "degraded", problem: "never", details };
  const oldest = now - Math.min(activity.receivedAt, jobs.receivedAt);
  if (oldest > brokenAfter) return { status: "unhealthy", problem: "late", details };
  return oldest > lateAfter ? { status: "degraded", problem: "late", details } : { details };
}

/** Of the outbox: what should have left by now, and what never did. */
export async function lookAtMail(env: Env, now: number): Promise<Finding> {
  const route = mailRouteOf(env);
  if (route === null) return { status: "off" };
  const row = await env.DB.prepare(
    `select
       (select count(*) from (select 1 from mail_outbox where status = 'waiting' limit 1000)) as waiting,
       (select count(*) from (select 1 from mail_outbox where status = 'waiting'
          and next_attempt_at < ?1 limit 1000)) as overdue,
       (select count(*) from (select 1 from mail_outbox where created_at >= ?2
          and status = 'failed' limit 1000)) as failed`,
  )
    .bind(now - lateAfter, now - day)
    .first<{ waiting: number; overdue: number; failed: number }>();
  const { waiting = 0, overdue = 0, failed = 0 } = row ?? {};
  const details = { waiting, overdue, failed_last_day: failed };
  if (overdue > 0) return { status: "degraded", problem: "late", details };
  return failed > 0 ? { status: "degraded", problem: "failing", details } : { details };
}
