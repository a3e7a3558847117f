import { asc, count, eq, isNull, sql } from "drizzle-orm";
import { destinationsOf, isHeard } from "#contract/alert-destinations";
import type { Channel } from "#contract/admin-alert-channel";
import type * as contract from "#contract/admin-alert-channel";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import { faultOf, hintOfAddresses, hintOfUrl } from "../../alerts/address.ts";
import { alertChannel, systemAlert } from "../../alerts/alert.sql.ts";
import { placesOf, type ChannelRow } from "../../alerts/channels.ts";
import { seal, unseal } from "../../alerts/seal.ts";
import { isMailEnabled } from "../../mail/transport.ts";
import { runAsserted } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { randomToken } from "../../platform/hash.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { nextTime } from "../../platform/http/if-match.ts";
import { assertAsRead, assertFound, saysTheSame, writeEdit } from "../../platform/write-edit.ts";

const table = alertChannel;
const maxChannels = 50;

/** Neither target nor secret, not even sealed (T-31). */
const toChannel = (
  row: ChannelRow,
  { used_by, alone_in }: Pick<Channel, "used_by" | "alone_in"> = { used_by: 0, alone_in: [] },
): Channel => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  language: row.language,
  target_hint: row.targetHint,
  has_secret: row.secret !== null,
  is_enabled: row.isEnabled,
  last_outcome: row.lastOutcome,
  last_sent_at: row.lastSentAt?.toISOString() ?? null,
  last_failed_at: row.lastFailedAt?.toISOString() ?? null,
  used_by,
  alone_in,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

const recorded = (row: ChannelRow): Record<string, unknown> => ({
  kind: row.kind,
  name: row.name,
  language: row.language,
  target_hint: row.targetHint,
  is_enabled: row.isEnabled,
});

export async function listChannels(env: Env): Promise<Channel[]> {
  const db = openDb(env.DB);
  const [rows, alerts] = await db.batch([
    db.select().from(table).orderBy(asc(table.createdAt), table.id),
    db
      .select({
        id: systemAlert.id,
        name: systemAlert.name,
        channels: systemAlert.notificationChannels,
      })
      .from(systemAlert)
      .where(isNull(systemAlert.deletedAt)),
  ]);
  const all = rows.map((row) => toChannel(row));
  const sendsMail = isMailEnabled(env);
  return rows.map((row) => {
    const others = all.filter(({ id }) => id !== row.id);
    const users = alerts.filter(({ channels }) => placesOf(channels, [row]).includes(row.id));
    const alone = users.filter(
      ({ channels }) => !isHeard(destinationsOf(channels, others, sendsMail)),
    );
    return toChannel(row, {
      used_by: users.length,
      alone_in: alone.map(({ id, name }) => ({ id, name })),
    });
  });
}

/** Throws CHANNEL_001. */
export const findChannel = async (db: Db, id: string): Promise<ChannelRow> => {
  const row = await db.select().from(table).where(eq(table.id, id)).get();
  if (!row) throw new AppError("CHANNEL_001");
  return row;
};

interface Target {
  readonly url?: string | undefined;
  readonly addresses?: readonly string[] | undefined;
}

/** Sealed, and what may be shown of it. Throws CHANNEL_002 for where nothing may be sent. */
async function sealTarget(
  env: Env,
  kind: ChannelRow["kind"],
  id: string,
  { url, addresses }: Target,
): Promise<Pick<ChannelRow, "target" | "targetHint"> | null> {
  if (kind === "EMAIL") {
    if (addresses === undefined) return null;
    const target = await seal(env, id, JSON.stringify(addresses));
    return { target, targetHint: hintOfAddresses(addresses) };
  }
  if (url === undefined) return null;
  const fault = faultOf(url, kind, env);
  if (fault !== null) throw new AppError("CHANNEL_002", { why: fault });
  return { target: await seal(env, id, url), targetHint: hintOfUrl(url) };
}

/** Whether what is given is where it sends to already, or nothing is given. */
async function sendsToSame(
  env: Env,
  row: ChannelRow,
  { url, addresses }: Target,
): Promise<boolean> {
  const given = row.kind === "EMAIL" ? addresses && JSON.stringify(addresses) : url;
  if (given === undefined) return true;
  // Sealed under a secret the site has no more, it is no place at all.
  return given === (await unseal(env, row.id, row.target).catch(() => null));
}

type WithSecret = OutputOf<typeof contract.createChannel>;

/** Answers the signing secret of a webhook, this once. Throws ALERT_003, CHANNEL_002. */
export async function createChannel(
  env: Env,
  actor: Actor,
  json: JsonOf<typeof contract.createChannel>,
  origin: Origin,
): Promise<WithSecret> {
  const db = openDb(env.DB);
  const [all] = await db.select({ count: count() }).from(table);
  if ((all?.count ?? 0) >= maxChannels) throw new AppError("ALERT_003", { most: maxChannels });
  const id = crypto.randomUUID();
  const target = await sealTarget(env, json.kind, id, json);
  if (target === null) throw new AppError("CHANNEL_002");
  const secret = json.kind === "WEBHOOK" ? randomToken() : null;
  const now = new Date();
  const row: ChannelRow = {
    id,
    kind: json.kind,
    name: json.name,
    language: json.language,
    ...target,
    secret: secret === null ? null : await seal(env, id, secret),
    isEnabled: true,
    lastOutcome: null,
    lastSentAt: null,
    lastFailedAt: null,
    createdBy: actor.id,
    createdAt: now,
    updatedAt: now,
  };
  await runBatch(
    db,
    db.insert(table).values(row),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "CREATE",
      resource: ["ALERT_CHANNEL", id],
      severity: "WARNING",
      after: recorded(row),
    }),
  );
  const shown = (await listChannels(env)).find((one) => one.id === id);
  return { ...(shown ?? toChannel(row)), secret };
}

type Alone = Channel["alone_in"];

/** The alerts that reach nobody but by it. Throws CHANNEL_003, unless that is meant. */
async function leaveAlone(env: Env, id: string, leaveUnheard: boolean): Promise<Alone> {
  const alone = (await listChannels(env)).find((one) => one.id === id)?.alone_in ?? [];
  if (alone.length > 0 && !leaveUnheard) throw new AppError("CHANNEL_003", { alerts: alone });
  return alone;
}

const toldOf = (alone: Alone, renewed = false): { metadata?: Record<string, unknown> } => {
  const metadata = {
    ...(alone.length === 0 ? {} : { left_unheard: alone.map((one) => one.id) }),
    ...(renewed ? { secret_renewed: true } : {}),
  };
  return Object.keys(metadata).length === 0 ? {} : { metadata };
};

/**
 * Throws CHANNEL_001, CHANNEL_002, EDIT_001 where somebody else changed it this moment, and, switched
 * off, CHANNEL_003 as a deletion does.
 */
export async function updateChannel(
  env: Env,
  actor: Actor,
  id: string,
  json: JsonOf<typeof contract.updateChannel>,
  leaveUnheard: boolean,
  origin: Origin,
): Promise<WithSecret> {
  const db = openDb(env.DB);
  const before = await findChannel(db, id);
  const turnsOff = before.isEnabled && json.is_enabled === false;
  const alone = turnsOff ? await leaveAlone(env, id, leaveUnheard) : [];
  const secret = json.renew_secret && before.kind === "WEBHOOK" ? randomToken() : null;
  const set = {
    name: json.name ?? before.name,
    language: json.language ?? before.language,
    isEnabled: json.is_enabled ?? before.isEnabled,
    ...(await sealTarget(env, before.kind, id, json)),
    ...(secret === null ? {} : { secret: await seal(env, id, secret) }),
    updatedAt: nextTime(before.updatedAt),
  };
  const after: ChannelRow = { ...before, ...set };
  const sameTarget = await sendsToSame(env, before, json);
  if (sameTarget && secret === null && saysTheSame(recorded(before), recorded(after))) {
    const kept = (await listChannels(env)).find((one) => one.id === id);
    return { ...(kept ?? toChannel(before)), secret };
  }
  await writeEdit(
    db,
    assertAsRead(db, table, id, before),
    db.update(table).set(set).where(eq(table.id, id)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "UPDATE",
      resource: ["ALERT_CHANNEL", id],
      severity: "WARNING",
      before: recorded(before),
      after: recorded(after),
      ...toldOf(alone, secret !== null),
    }),
  );
  const shown = (await listChannels(env)).find((one) => one.id === id);
  return { ...(shown ?? toChannel(after)), secret };
}

/**
 * Throws CHANNEL_001, and CHANNEL_003 where alerts would reach nobody then, unless that is meant.
 * Alerts that name it send nothing there any more.
 */
export async function deleteChannel(
  env: Env,
  actor: Actor,
  id: string,
  leaveUnheard: boolean,
  origin: Origin,
): Promise<void> {
  const db = openDb(env.DB);
  const before = await findChannel(db, id);
  const alone = await leaveAlone(env, id, leaveUnheard);
  await runAsserted(
    db,
    () => new AppError("CHANNEL_001"),
    assertFound(db, table, id),
    db.delete(table).where(eq(table.id, id)),
    db
      .update(systemAlert)
      .set({
        notificationChannels: sql`(select json_group_array(value)
          from json_each(${systemAlert.notificationChannels}) where value <> ${id})`,
        revision: sql`${systemAlert.revision} + 1`,
      })
      .where(sql`instr(${systemAlert.notificationChannels}, ${id}) > 0`),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["ALERT_CHANNEL", id],
      severity: "WARNING",
      before: recorded(before),
      ...toldOf(alone),
    }),
  );
}
