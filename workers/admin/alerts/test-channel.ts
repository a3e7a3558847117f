import { eq } from "drizzle-orm";
import type * as contract from "#contract/admin-alert-channel";
import type { OutputOf } from "#contract/endpoint";
import { alertChannel } from "../../alerts/alert.sql.ts";
import { send } from "../../alerts/send.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { linkTo } from "../../platform/site-address.ts";
import { findChannel } from "./channels.ts";

/** Sends a test there at once. Throws CHANNEL_001. */
export async function testChannel(
  env: Env,
  actor: Actor,
  id: string,
  origin: Origin,
): Promise<OutputOf<typeof contract.testChannel>> {
  const db = openDb(env.DB);
  const channel = await findChannel(db, id);
  const now = new Date();
  const sent = await send(
    db,
    env,
    {
      eventId: crypto.randomUUID(),
      kind: "test",
      alert: { id, name: channel.name, condition: "ERROR_RATE" },
      threshold: { value: 5, unit: "percent", window_minutes: 5 },
      operator: "GT",
      value: null,
      at: now,
      link: linkTo(env, "/admin/notifications?tab=alerts"),
    },
    channel,
  );
  const { ok, outcome } = sent;
  await runBatch(
    db,
    db
      .update(alertChannel)
      .set({ lastOutcome: outcome, ...(ok ? { lastSentAt: now } : { lastFailedAt: now }) })
      .where(eq(alertChannel.id, id)),
    ...sent.statements,
    auditStatement(db, actor, origin, {
      event: "ACCESS",
      action: "TEST",
      resource: ["ALERT_CHANNEL", id],
      metadata: { ok, outcome },
    }),
  );
  return { ok, outcome };
}
