import { and, eq } from "drizzle-orm";
import type { Db } from "../platform/db.ts";
import { settingOf, type SettingKey } from "./schema.ts";
import { systemSetting } from "./system-setting.sql.ts";

export type StoredSetting = typeof systemSetting.$inferSelect;

export const isRowOf = (key: SettingKey) =>
  and(eq(systemSetting.category, settingOf(key).category), eq(systemSetting.key, key));

/** Which value a person saw: the time of its last change, `0` for a default. */
export const versionOf = (row: StoredSetting | undefined): string =>
  String(row?.updatedAt.getTime() ?? 0);

/** A row may pin what the schema leaves open. */
export const isEditable = (key: SettingKey, row: StoredSetting | undefined): boolean =>
  settingOf(key).editable && row?.isEditable !== false;

export const isSecret = (key: SettingKey, row: StoredSetting | undefined): boolean =>
  settingOf(key).secret || row?.isSecret === true;

export const masked = "***";

/** By key. */
export async function storedSettings(db: Db): Promise<Map<string, StoredSetting>> {
  const rows = await db.select().from(systemSetting);
  return new Map(rows.map((row) => [row.key, row]));
}
