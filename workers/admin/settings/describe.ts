import { eq, inArray } from "drizzle-orm";
import type { SettingItem } from "#contract/admin-setting";
import type { Language } from "#contract/errors";
import { user } from "../../auth/user.sql.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { lapsedOf } from "../../settings/maintenance-state.ts";
import { defaultOf, readSettingsNow } from "../../settings/read-settings.ts";
import {
  isSettingKey,
  settingKeys,
  settingOf,
  type SettingKey,
  type Settings,
} from "../../settings/schema.ts";
import {
  isEditable,
  isSecret,
  masked,
  storedSettings,
  versionOf,
  type StoredSetting,
} from "../../settings/stored-setting.ts";

export type Names = ReadonlyMap<string, string>;

/** The names of who changed something; who is gone has none. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null).slice(0, 90);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(wanted.length === 1 ? eq(user.id, wanted[0] ?? "") : inArray(user.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name]));
}

export const changerOf = (id: string | null, names: Names) =>
  id === null ? null : { id, name: names.get(id) ?? "" };

interface Known {
  readonly env: Env;
  readonly settings: Settings;
  readonly rows: ReadonlyMap<string, StoredSetting>;
  readonly names: Names;
  readonly language: Language;
}

function describe(key: SettingKey, known: Known): SettingItem {
  const setting = settingOf(key);
  const row = known.rows.get(key);
  const secret = isSecret(key, row);
  const fallback = defaultOf(known.env, key);
  const value = known.settings[key];
  return {
    key,
    category: setting.category,
    value: secret && value !== "" ? masked : value,
    value_type: setting.type,
    description: setting[known.language],
    is_editable: isEditable(key, row),
    is_secret: secret,
    default: secret ? masked : fallback,
    is_default: row === undefined,
    unit: setting.unit,
    group: setting.group,
    control: setting.control,
    min: setting.min ?? null,
    max: setting.max ?? null,
    step: setting.step ?? null,
    max_length: setting.max_length ?? null,
    nullable: setting.nullable === true,
    options: (setting.options ?? []).map((one) => ({
      value: one.value,
      label: one[known.language],
    })),
    proof: setting.proof,
    version: versionOf(row),
    updated_at: row?.updatedAt.toISOString() ?? null,
    updated_by: changerOf(row?.updatedBy ?? null, known.names),
  };
}

/** Every setting as a person sees it, in the order of the schema. */
export async function describeSettings(env: Env, language: Language): Promise<SettingItem[]> {
  const db = openDb(env.DB);
  const now = Date.now();
  const [rows, stored] = await Promise.all([storedSettings(db), readSettingsNow(env, now)]);
  const settings = { ...stored, ...lapsedOf(stored, now) };
  const names = await namesOf(
    db,
    [...rows.values()].map((row) => row.updatedBy),
  );
  return settingKeys.map((key) => describe(key, { env, settings, rows, names, language }));
}

/** Throws SETTING_001. */
export function requireKey({ category, key }: { category: string; key: string }): SettingKey {
  if (!isSettingKey(key) || settingOf(key).category !== category) throw new AppError("SETTING_001");
  return key;
}

export async function describeSetting(
  env: Env,
  language: Language,
  key: SettingKey,
): Promise<SettingItem> {
  const found = (await describeSettings(env, language)).find((one) => one.key === key);
  if (!found) throw new AppError("SETTING_001");
  return found;
}
