/** Alerts over a real clock that is moved: who watches, what is sent, and what was asked for. */
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import * as contract from "#contract/admin-alert";
import type { Alert } from "#contract/admin-alert";
import { createChannel } from "#contract/admin-alert-channel";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { alertChannel, alertDelivery, alertEvent, systemAlert } from "../alerts/alert.sql.ts";
import { openDb } from "../platform/db.ts";
import { day, minute } from "../platform/durations.ts";
import { minuteFigure } from "../statistics/minute-figure.sql.ts";
import { rollupCursor } from "../statistics/rollup-cursor.sql.ts";
import { call, type Person, type Sample } from "./people.ts";
import { provedAdmin } from "./step-up.ts";
import type { Arrived } from "./webhook-server.ts";

const db = openDb(env.DB);
let admin: Person | null = null;

/** Who sets alerts in a file of tests. */
export const beginWatching = async (): Promise<Person> => (admin = await provedAdmin());

let last = Math.ceil(Date.now() / minute) * minute + 400 * day;

/** A time past all others', with no alerts and no channels. */
export async function clearAlerts(): Promise<number> {
  last += 3 * day;
  await db.batch([
    db.delete(systemAlert),
    db.delete(alertEvent),
    db.delete(alertDelivery),
    db.delete(alertChannel),
  ]);
  return last;
}

export async function ask<E extends Endpoint>(spec: E, sample: Sample = {}): Promise<OutputOf<E>> {
  const response = await call(admin, spec, sample);
  if (!response.ok) throw new Error(await response.text());
  return (response.status === 204 ? undefined : await response.json()) as OutputOf<E>;
}

export const watch = (json: object = {}): Promise<Alert> =>
  ask(contract.createAlert, {
    json: {
      name: "Errors",
      condition_type: "ERROR_RATE",
      threshold: { value: 5, window_minutes: 5 },
      comparison_operator: "GT",
      notification_channels: ["IN_APP"],
      cooldown_minutes: 0,
      ...json,
    },
  });

export const look = (id: string) => ask(contract.getAlert, { param: { id } });

/** Requests of the minute before, so many of them failed; the sums are up to date. */
export async function traffic(at: number, requests: number, serverErrors: number): Promise<void> {
  const row = {
    minute: Math.floor(at / minute) - 1,
    kind: "rest" as const,
    bucket: 3,
    requests,
    clientErrors: 0,
    serverErrors,
  };
  const asOf = new Date(at);
  const cursor = { source: "activity" as const, rowId: 0, latest: 0 };
  await db.batch([
    db
      .insert(minuteFigure)
      .values(row)
      .onConflictDoUpdate({
        target: [minuteFigure.minute, minuteFigure.kind, minuteFigure.bucket],
        set: row,
      }),
    db
      .insert(rollupCursor)
      .values({ ...cursor, asOf })
      .onConflictDoUpdate({ target: rollupCursor.source, set: { asOf } }),
  ]);
}

export const eventsOf = async (id: string) =>
  (await look(id)).events.map((event) => event.kind).reverse();

export const arrivedAt = async (box: string): Promise<Arrived[]> =>
  (await (await fetch(`${inject("webhookUrl")}/${box}`)).json()) as Arrived[];

export const hook = (how: "take" | "fail" | "away", box: string) =>
  `${inject("webhookUrl")}/${how}/${box}`;

export const addHook = (how: "take" | "fail" | "away", box: string) =>
  ask(createChannel, { json: { kind: "WEBHOOK", name: "Hook", url: hook(how, box) } });
