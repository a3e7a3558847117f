import type { RetentionPolicy } from "#contract/admin-data";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { changeSettings } from "../../settings/change-settings.ts";
import { readSettings, readSettingsNow } from "../../settings/read-settings.ts";
import type { SettingKey } from "../../settings/schema.ts";
import { storedSettings, versionOf } from "../../settings/stored-setting.ts";

/** A-114's names for the settings. */
const keys = {
  activity_logs_days: "activity_days",
  error_logs_days: "error_days",
  audit_logs_days: "audit_days",
  security_logs_days: "security_days",
  session_logs_days: "login_days",
  deleted_projects_days: "bin_days",
  chat_history_days: "chat_history_days",
} as const satisfies Record<keyof RetentionPolicy, SettingKey>;

const names = Object.keys(keys) as (keyof RetentionPolicy)[];

export async function readPolicy(env: Env): Promise<RetentionPolicy> {
  const settings = await readSettings(env);
  const entries = names.map((name) => [name, settings[keys[name]]] as const);
  return Object.fromEntries(entries) as RetentionPolicy;
}

type Days = Partial<Record<keyof RetentionPolicy, number | undefined>>;

/**
 * All or none. Throws SETTING_002 for what is out of bounds, which names the bound, and SETTING_005
 * for what is not as its author has read it.
 */
export async function changePolicy(
  env: Env,
  { shown = {}, ...wanted }: Days & { readonly shown?: Days | undefined },
  by: { readonly actor: Actor; readonly origin: Origin },
): Promise<RetentionPolicy> {
  // Versions first: what changes between the two reads is found out when it is written.
  const rows = await storedSettings(openDb(env.DB));
  const now = await readSettingsNow(env, Date.now());
  const changes = names.flatMap((name) => {
    const [key, value, read] = [keys[name], wanted[name], shown[name]];
    if (value === undefined) return [];
    const version = versionOf(rows.get(key));
    if (read !== undefined && read !== now[key])
      throw new AppError("SETTING_005", { key, version });
    return [{ key, value, ...(read === undefined ? {} : { version }) }];
  });
  await changeSettings(env, changes, by);
  return readPolicy(env);
}
