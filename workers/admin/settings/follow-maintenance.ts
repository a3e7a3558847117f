import { bySystem } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { changeSettings, type Change } from "../../settings/change-settings.ts";
import { lapsedOf, maintenanceOf } from "../../settings/maintenance-state.ts";
import { readSettingsNow } from "../../settings/read-settings.ts";
import type { SettingKey } from "../../settings/schema.ts";
import { storedSettings, versionOf } from "../../settings/stored-setting.ts";
import { tellPlanned } from "./tell-planned.ts";
import { tellSite } from "./tell-site.ts";

/** Every minute: who is connected hears when the site closes and opens by the clock; what is over is put away. */
export async function followMaintenance(env: Env, now = Date.now()): Promise<void> {
  const rows = await storedSettings(openDb(env.DB));
  const settings = await readSettingsNow(env, now);
  const lapsed = Object.entries(lapsedOf(settings, now));
  if (lapsed.length > 0) {
    // As read: an administrator who prolongs it this moment is not overruled.
    const changes = lapsed.map(([name, value]): Change => {
      const key = name as SettingKey;
      return { key, value, version: versionOf(rows.get(key)) };
    });
    try {
      await changeSettings(env, changes, { actor: null, origin: bySystem }, [], now);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "SETTING_005")) throw error;
    }
    return tellSite(env);
  }
  const state = maintenanceOf(settings, now);
  const begun = state.active && state.starts_at !== null && now - state.starts_at < minute;
  if (begun) await tellSite(env);
  const setAt = (key: SettingKey) => rows.get(key)?.updatedAt.getTime();
  const byHand = setAt("maintenance_mode") ?? now;
  const plan = setAt("maintenance_starts_at") ?? null;
  await tellPlanned(env, state, { byHand, plan }, now);
}
