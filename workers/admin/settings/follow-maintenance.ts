import { bySystem } from "../../platform/audit.ts";
import { openDb } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { changeSettings, type Change } from "../../settings/change-settings.ts";
import { maintenanceOf } from "../../settings/maintenance-state.ts";
import { readSettingsNow } from "../../settings/read-settings.ts";
import type { SettingKey } from "../../settings/schema.ts";
import { storedSettings, versionOf } from "../../settings/stored-setting.ts";
import { tellPlanned } from "./tell-planned.ts";
import { tellSite } from "./tell-site.ts";

/** Every minute: who is connected hears when the site closes and opens by the clock; what is over is put away. */
export async function followMaintenance(env: Env, now = Date.now()): Promise<void> {
  const rows = await storedSettings(openDb(env.DB));
  const settings = await readSettingsNow(env, now);
  const { maintenance_starts_at: starts, maintenance_ends_at: ends } = settings;
  if (ends !== null && Date.parse(ends) <= now) {
    // As read: an administrator who prolongs it this moment is not overruled.
    const end = (key: SettingKey, value: false | null): Change => ({
      key,
      value,
      version: versionOf(rows.get(key)),
    });
    const changes = [
      // Closed by hand beside a plan, it stays so until somebody opens it.
      ...(starts === null ? [end("maintenance_mode", false)] : []),
      end("maintenance_starts_at", null),
      end("maintenance_ends_at", null),
    ];
    try {
      await changeSettings(env, changes, { actor: null, origin: bySystem });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "SETTING_005")) throw error;
    }
    return tellSite(env);
  }
  const state = maintenanceOf(settings, now);
  const begun = state.active && state.starts_at !== null && now - state.starts_at < minute;
  if (begun) await tellSite(env);
  await tellPlanned(env, state, now);
}
