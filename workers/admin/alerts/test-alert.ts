import type * as contract from "#contract/admin-alert";
import type { OutputOf } from "#contract/endpoint";
import { deliverAlerts } from "../../alerts/deliver.ts";
import { readDestinations } from "../../alerts/destinations.ts";
import { eventStatements } from "../../alerts/evaluate.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { findAlert, getEvent } from "./read.ts";

/** Sends a test to each of the alert's channels at once, and says which of them there are. Throws ALERT_001. */
export async function testAlert(
  env: Env,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<OutputOf<typeof contract.testAlert>> {
  const db = openDb(env.DB);
  const alert = await findAlert(db, id);
  const now = Date.now();
  const eventId = crypto.randomUUID();
  const event = { kind: "test", value: alert.lastValue, tell: true } as const;
  const [first, ...rest]: Statement[] = await eventStatements(db, alert, event, now, eventId);
  const record = auditStatement(db, actor, origin, {
    event: "ACCESS",
    action: "TEST",
    resource: ["ALERT", id],
  });
  await runBatch(db, record, ...(first ? [first] : []), ...rest);
  await deliverAlerts(env, now, eventId);
  const reached = await readDestinations(db, env);
  return { ...(await getEvent(db, eventId)), destinations: reached(alert.notificationChannels) };
}
