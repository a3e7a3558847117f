import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { openDb, runBatch, type Db } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { linkTo } from "../platform/site-address.ts";
import { alertChannel, alertDelivery, alertEvent, systemAlert } from "./alert.sql.ts";
import type { News } from "./news.ts";
import { send, type Sent } from "./send.ts";

const day = 1440 * minute;
/** How long after each failure the next try comes; after the last one there is none. */
const pauses = [minute, 5 * minute, 30 * minute, 2 * 60 * minute];
/** Deliveries of one run, so many at a time: a run ends within half a minute. */
const perRun = 20;
const atOnce = 5;

type Waiting = typeof alertDelivery.$inferSelect;

/** Of several runs at once, one gets it; one that dies leaves it for the next. */
async function claim(db: Db, delivery: Waiting, now: number): Promise<boolean> {
  const pause = pauses[delivery.attempts] ?? 0;
  const { meta } = await db
    .update(alertDelivery)
    .set({ attempts: delivery.attempts + 1, nextAttemptAt: new Date(now + pause) })
    .where(
      and(
        eq(alertDelivery.id, delivery.id),
        eq(alertDelivery.status, "waiting"),
        eq(alertDelivery.attempts, delivery.attempts),
      ),
    );
  return meta.changes === 1;
}

async function newsOf(db: Db, env: Env, eventId: string): Promise<News | null> {
  const row = await db
    .select({ event: alertEvent, name: systemAlert.name, condition: systemAlert.conditionType })
    .from(alertEvent)
    .innerJoin(systemAlert, eq(systemAlert.id, alertEvent.alertId))
    .where(eq(alertEvent.id, eventId))
    .get();
  if (!row) return null;
  const { event, name, condition } = row;
  return {
    eventId,
    kind: event.kind,
    alert: { id: event.alertId, name, condition },
    threshold: event.threshold,
    operator: event.comparisonOperator,
    value: event.value,
    at: event.at,
    link: linkTo(env, `/admin/notifications/${event.alertId}?tab=alerts`),
  };
}

const nowhere = (outcome: string): Sent => ({ ok: false, outcome, statements: [] });

/** Whether the alert has ended since: told late that it fires, somebody would take that for the present. */
const hasEndedSince = async (db: Db, { kind, alert, at }: News): Promise<boolean> =>
  kind === "fired" &&
  (await db.$count(
    alertEvent,
    and(eq(alertEvent.alertId, alert.id), eq(alertEvent.kind, "resolved"), gt(alertEvent.at, at)),
  )) > 0;

async function attempt(db: Db, env: Env, delivery: Waiting): Promise<Sent> {
  const { channel } = delivery;
  const news = await newsOf(db, env, delivery.eventId);
  if (news === null) return nowhere("alert is gone");
  if (delivery.attempts > 0 && (await hasEndedSince(db, news)))
    return { ...nowhere("ended meanwhile"), isLast: true };
  if (channel === "EMAIL" || channel === "IN_APP") return send(db, env, news, channel);
  const row = await db.select().from(alertChannel).where(eq(alertChannel.id, channel)).get();
  if (!row || !row.isEnabled) return nowhere(row ? "channel is off" : "channel is gone");
  return send(db, env, news, row);
}

async function deliver(db: Db, env: Env, delivery: Waiting, now: number): Promise<void> {
  const sent = await attempt(db, env, delivery).catch((error: unknown) => {
    log("error", "alert_undelivered", { delivery: delivery.id, ...errorFields(error) });
    return nowhere("error");
  });
  const last = sent.isLast === true || delivery.attempts >= pauses.length;
  const outcome = sent.outcome.slice(0, 100);
  const at = new Date(now);
  await runBatch(
    db,
    db
      .update(alertDelivery)
      .set(
        sent.ok
          ? { status: "sent", sentAt: at, outcome, nextAttemptAt: null }
          : { status: last ? "failed" : "waiting", outcome },
      )
      .where(eq(alertDelivery.id, delivery.id)),
    db
      .update(alertChannel)
      .set({ lastOutcome: outcome, ...(sent.ok ? { lastSentAt: at } : { lastFailedAt: at }) })
      .where(eq(alertChannel.id, delivery.channel)),
    ...sent.statements,
  );
}

/** Sends what is due, oldest first; what fails is tried again later. `eventId`: of one event only. */
export async function deliverAlerts(env: Env, now = Date.now(), eventId?: string): Promise<void> {
  const db = openDb(env.DB);
  const due = await db
    .select()
    .from(alertDelivery)
    .where(
      and(
        eq(alertDelivery.status, "waiting"),
        lte(alertDelivery.nextAttemptAt, new Date(now)),
        eventId === undefined ? undefined : eq(alertDelivery.eventId, eventId),
      ),
    )
    .orderBy(asc(alertDelivery.nextAttemptAt))
    .limit(perRun);
  for (let at = 0; at < due.length; at += atOnce) {
    await Promise.all(
      due.slice(at, at + atOnce).map(async (delivery) => {
        if (await claim(db, delivery, now)) await deliver(db, env, delivery, now);
      }),
    );
  }
}

/** The history of alerts is kept for half a year. */
export const historyKeptFor = 180 * day;

/** Drops what became of alerts long ago; what is left waits for the next day. */
export async function forgetAlertEvents(env: Env, now = Date.now()): Promise<void> {
  const db = openDb(env.DB);
  const old = await db
    .select({ id: alertEvent.id })
    .from(alertEvent)
    .where(lte(alertEvent.at, new Date(now - historyKeptFor)))
    .limit(2000);
  if (old.length === 0) return;
  const ids = JSON.stringify(old.map((row) => row.id));
  const gone = sql`(select value from json_each(${ids}))`;
  await runBatch(
    db,
    db.delete(alertDelivery).where(inArray(alertDelivery.eventId, gone)),
    db.delete(alertEvent).where(inArray(alertEvent.id, gone)),
  );
}
