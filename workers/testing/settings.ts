/** Settings as a test wants them, past every check. */
import { env } from "cloudflare:workers";
import { eq, inArray } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import { forgetSettings } from "../settings/read-settings.ts";
import { settingOf, type SettingKey, type Settings } from "../settings/schema.ts";
import { systemSetting } from "../settings/system-setting.sql.ts";

const db = openDb(env.DB);

export async function setSettings(
  values: Partial<Settings>,
  pins: Partial<Pick<typeof systemSetting.$inferInsert, "isEditable" | "isSecret">> = {},
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const key = name as SettingKey;
    const { category, type } = settingOf(key);
    await db.delete(systemSetting).where(eq(systemSetting.key, key));
    const at = new Date();
    await db.insert(systemSetting).values({
      id: crypto.randomUUID(),
      category,
      key,
      value,
      valueType: type,
      createdAt: at,
      updatedAt: at,
      ...pins,
    });
  }
  forgetSettings(env);
}

/** Their defaults hold again. */
export async function clearSettings(...keys: SettingKey[]): Promise<void> {
  await db.delete(systemSetting).where(inArray(systemSetting.key, keys));
  forgetSettings(env);
}
