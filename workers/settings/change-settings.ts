/** Changing settings: checked, on record, and never over somebody else's change. */
import { sql } from "drizzle-orm";
import * as v from "valibot";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { auditStatement, bySystem } from "../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { requireProof } from "../platform/http/guard.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { requireLastingRole } from "../platform/lasting-role.ts";
import { checkTogether } from "./check-together.ts";
import { lapsedOf } from "./maintenance-state.ts";
import { defaultOf, forgetSettings, readSettingsNow } from "./read-settings.ts";
import { settingOf, type SettingKey, type Settings } from "./schema.ts";
import {
  isEditable,
  isRowOf,
  isSecret,
  masked,
  storedSettings,
  versionOf,
  type StoredSetting,
} from "./stored-setting.ts";
import { systemSetting } from "./system-setting.sql.ts";

export interface Change {
  readonly key: SettingKey;
  /** Absent: back to the default. */
  readonly value?: unknown;
  /** The version the person saw; absent: whatever it is. */
  readonly version?: string | undefined;
}

/** What a change was decided from, besides what it changes. */
export interface Seen {
  readonly key: SettingKey;
  readonly version: string;
}

export interface ChangedBy {
  /** What else these changes bring, in their batch. */
  readonly with?: (db: Db, changed: readonly SettingKey[]) => readonly Statement[];
  /** Null: by itself, as a plan that is over. */
  readonly actor: Actor | null;
  readonly origin: Origin;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The value as it is kept. Throws SETTING_002, which names the bound. */
function parseValue(key: SettingKey, value: unknown): unknown {
  const { schema, min, max, max_length } = settingOf(key);
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issues = parsed.issues.map((issue) => ({
    path: ["value", v.getDotPath(issue)].filter(Boolean).join("."),
    message: issue.message,
  }));
  const bounds = Object.fromEntries(
    Object.entries({ min, max, max_length }).filter(([, bound]) => bound !== undefined),
  );
  throw new AppError("SETTING_002", { key, ...bounds }, issues);
}

const isOfClosing = (key: SettingKey): boolean =>
  ["maintenance", "plan"].includes(settingOf(key).group);

/** Who is an administrator for a day closes and opens the site within it (`checkTogether`), and leaves no other setting behind (U-140). */
const lasting = (key: SettingKey): boolean => !isOfClosing(key);

/** Throws SETTING_003, KEY_002, AUTH_004, AUTH_009 or AUTH_010. */
function requireRight(change: Change, row: StoredSetting | undefined, { actor }: ChangedBy): void {
  if (!isEditable(change.key, row)) throw new AppError("SETTING_003", { key: change.key });
  const { proof } = settingOf(change.key);
  if (actor === null) return;
  if (lasting(change.key)) requireLastingRole(actor);
  if (proof === null) return;
  requireProof(proof, actor);
}

/** Throws SETTING_005. */
function requireVersion(key: SettingKey, version: string, row: StoredSetting | undefined): void {
  if (version === versionOf(row)) return;
  throw new AppError("SETTING_005", { key, version: versionOf(row) });
}

interface Planned {
  readonly key: SettingKey;
  readonly row: StoredSetting | undefined;
  readonly before: unknown;
  /** Undefined: the default. */
  readonly value: unknown;
  readonly after: unknown;
}

function auditOf(db: Db, plan: Planned, { actor, origin }: ChangedBy): Statement {
  const { category, proof } = settingOf(plan.key);
  const shown = (value: unknown) => (isSecret(plan.key, plan.row) ? masked : value);
  return auditStatement(db, actor, origin, {
    event: category === "SECURITY" || proof !== null ? "SECURITY" : "DATA_CHANGE",
    action: "UPDATE",
    resource: ["SYSTEM_SETTING", `${category}.${plan.key}`],
    severity: proof === null ? "WARNING" : "CRITICAL",
    before: { value: shown(plan.before) },
    after: { value: shown(plan.after) },
    ...(plan.value === undefined ? { metadata: { reset: true } } : {}),
  });
}

function write(db: Db, { key, row, value }: Planned, by: ChangedBy, now: number): Statement {
  if (value === undefined && !isSecret(key, row)) {
    return db.delete(systemSetting).where(isRowOf(key));
  }
  const { category, type, secret, ja } = settingOf(key);
  const changed = {
    value: value === undefined ? settingOf(key).fallback : value,
    updatedBy: by.actor?.id ?? null,
    // Never the same twice: it is the version, too.
    updatedAt: new Date(Math.max(now, (row?.updatedAt.getTime() ?? 0) + 1)),
  };
  return db
    .insert(systemSetting)
    .values({
      id: crypto.randomUUID(),
      category,
      key,
      valueType: type,
      description: ja,
      isSecret: secret,
      createdAt: new Date(now),
      ...changed,
    })
    .onConflictDoUpdate({ target: [systemSetting.category, systemSetting.key], set: changed });
}

const unchanged = (db: Db, key: SettingKey, row: StoredSetting | undefined): Statement =>
  assertStatement(
    db,
    sql`coalesce((select updated_at from system_setting
      where category = ${settingOf(key).category} and key = ${key}), 0)
      = ${row?.updatedAt.getTime() ?? 0}`,
  );

const valuesOf = (plans: readonly Planned[]): Partial<Settings> =>
  Object.fromEntries(plans.map(({ key, after }) => [key, after]));

/** A closing that is over is off before anything else is made of it. */
function lapse(stored: Settings, rows: ReadonlyMap<string, StoredSetting>, now: number): Planned[] {
  const plans = Object.entries(lapsedOf(stored, now)).map(([name, value]): Planned => {
    const key = name as SettingKey;
    return { key, row: rows.get(key), before: stored[key], value, after: value };
  });
  return plans.filter(({ before, after }) => !same(before, after));
}

async function tryChange(
  env: Env,
  changes: readonly Change[],
  by: ChangedBy,
  seen: readonly Seen[],
  now: number,
): Promise<boolean> {
  const db = openDb(env.DB);
  // Versions first: what changes between the two reads is found out when it is written.
  const rows = await storedSettings(db);
  const stored = await readSettingsNow(env, now);
  const lapsed = changes.some(({ key }) => isOfClosing(key)) ? lapse(stored, rows, now) : [];
  const before: Settings = { ...stored, ...valuesOf(lapsed) };
  for (const { key, version } of seen) requireVersion(key, version, rows.get(key));
  const plans = changes.map((change): Planned => {
    const row = rows.get(change.key);
    requireRight(change, row, by);
    if (change.version !== undefined) requireVersion(change.key, change.version, row);
    const value = change.value === undefined ? undefined : parseValue(change.key, change.value);
    const after = value === undefined ? defaultOf(env, change.key) : value;
    return { key: change.key, row, before: before[change.key], value, after };
  });
  const found = plans.filter(
    (plan) => !same(plan.before, plan.after) || (plan.value === undefined && plan.row),
  );
  if (found.length + lapsed.length === 0) return true;
  const changed = found.map((plan) => plan.key);
  const relied = checkTogether(before, { ...before, ...valuesOf(plans) }, changed, by);
  const over = lapsed.map((plan) => plan.key);
  const asRead = new Set([...over, ...changed, ...relied, ...seen.map(({ key }) => key)]);
  const byClock = { actor: null, origin: bySystem };
  const [first, ...others] = [
    ...[...asRead].map((key) => unchanged(db, key, rows.get(key))),
    ...lapsed.flatMap((plan) => [write(db, plan, byClock, now), auditOf(db, plan, byClock)]),
    ...found.flatMap((plan) => [write(db, plan, by, now), auditOf(db, plan, by)]),
    ...(by.with?.(db, changed) ?? []),
  ];
  if (!first) return true;
  try {
    await runBatch(db, first, ...others);
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  } finally {
    forgetSettings(env);
  }
  return true;
}

/**
 * Changes settings, all or none, with a row of the audit log each. What is as it should be already
 * is left alone; what was decided from `seen` is not written once that is another (SETTING_005). A
 * closing that ended by `now` is put away with it.
 * Throws SETTING_002…007, KEY_002, AUTH_004, AUTH_009, AUTH_010.
 */
export async function changeSettings(
  env: Env,
  changes: readonly Change[],
  by: ChangedBy,
  seen: readonly Seen[] = [],
  now = Date.now(),
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    if (await tryChange(env, changes, by, seen, now)) return;
  }
  throw new AppError("SETTING_005");
}
