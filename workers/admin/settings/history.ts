/** What a setting was: read off the audit log, by resource. */
import { and, desc, eq, lt } from "drizzle-orm";
import type { SettingChange } from "#contract/admin-setting";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { settingOf, type SettingKey } from "../../settings/schema.ts";
import { masked } from "../../settings/stored-setting.ts";
import { changerOf, namesOf } from "./describe.ts";

const shown = 50;

const isAbout = (key: SettingKey) =>
  and(
    eq(auditLog.resourceType, "SYSTEM_SETTING"),
    eq(auditLog.resourceId, `${settingOf(key).category}.${key}`),
  );

/** Newest first, those before an instant. */
export async function listChanges(
  env: Env,
  key: SettingKey,
  before: string | undefined,
): Promise<{ items: SettingChange[]; has_more: boolean }> {
  const db = openDb(env.DB);
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        isAbout(key),
        before === undefined ? undefined : lt(auditLog.createdAt, new Date(before)),
      ),
    )
    .orderBy(desc(auditLog.createdAt))
    .limit(shown + 1);
  const page = rows.slice(0, shown);
  const names = await namesOf(
    db,
    page.map((row) => row.userId),
  );
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.createdAt.toISOString(),
      by: changerOf(row.userId, names),
      before: row.oldValue?.["value"],
      after: row.newValue?.["value"],
    })),
    has_more: rows.length > shown,
  };
}

/** What the setting was before a change. Throws SETTING_001, and SETTING_003 where that was not kept. */
export async function valueBefore(env: Env, key: SettingKey, changeId: string): Promise<unknown> {
  const row = await openDb(env.DB)
    .select({ old: auditLog.oldValue })
    .from(auditLog)
    .where(and(eq(auditLog.id, changeId), isAbout(key)))
    .get();
  if (!row) throw new AppError("SETTING_001");
  const value = row.old?.["value"];
  if (value === undefined || value === masked) throw new AppError("SETTING_003", { key });
  return value;
}
