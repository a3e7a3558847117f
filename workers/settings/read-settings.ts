import * as v from "valibot";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { settingKeys, settingOf, type SettingKey, type Settings } from "./schema.ts";
import { systemSetting } from "./system-setting.sql.ts";

/** A change is in force everywhere within this time, without a deploy. */
const believedFor = 5000;

/**
 * One entry a database binding: a cache, never the only place of anything. Values, not promises: one
 * that another request made ends with that request.
 */
const cached = new WeakMap<D1Database, { at: number; settings: Settings }>();
/** How often they changed here: what was read before a change is not kept after it. */
const changes = new WeakMap<D1Database, number>();
const changesOf = (env: Env): number => changes.get(env.DB) ?? 0;

/** What a setting is where nobody changed it; a deployment may bring its own value (U-221). */
export function defaultOf(env: Env, key: SettingKey): unknown {
  const { schema, fallback } = settingOf(key);
  if (key !== "max_file_size_mb") return fallback;
  const deployed = v.safeParse(schema, Number(env.MAX_FILE_SIZE_MB));
  return deployed.success ? deployed.output : fallback;
}

async function load(env: Env): Promise<Settings> {
  const rows = await openDb(env.DB)
    .select({ key: systemSetting.key, value: systemSetting.value })
    .from(systemSetting);
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const value = (key: SettingKey): unknown => {
    if (!stored.has(key)) return defaultOf(env, key);
    const parsed = v.safeParse(settingOf(key).schema, stored.get(key));
    if (parsed.success) return parsed.output;
    log("error", "setting_unreadable", { key });
    return defaultOf(env, key);
  };
  return Object.fromEntries(settingKeys.map((key) => [key, value(key)])) as Settings;
}

/** The settings as of now: for who keeps them a while themselves. */
export async function readSettingsNow(env: Env, now = Date.now()): Promise<Settings> {
  const before = changesOf(env);
  const settings = await load(env);
  if (changesOf(env) === before) cached.set(env.DB, { at: now, settings });
  return settings;
}

/** The settings as of at most five seconds ago. */
export async function readSettings(env: Env, now = Date.now()): Promise<Settings> {
  const found = cached.get(env.DB);
  if (found && found.at + believedFor > now) return found.settings;
  return readSettingsNow(env, now);
}

/** After a change here: the next read asks again. */
export function forgetSettings(env: Env): void {
  changes.set(env.DB, changesOf(env) + 1);
  cached.delete(env.DB);
}
