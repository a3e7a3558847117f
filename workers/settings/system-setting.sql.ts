import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../platform/columns.ts";

/** What has no row has its default (settings/schema). */
export const systemSetting = sqliteTable(
  "system_setting",
  {
    id: id().primaryKey(),
    category: text("category", { enum: ["GENERAL", "SECURITY", "MAINTENANCE"] }).notNull(),
    key: text("key", { length: 100 }).notNull(),
    value: json<unknown>("value"),
    valueType: text("value_type", { enum: ["STRING", "NUMBER", "BOOLEAN", "JSON"] }).notNull(),
    description: text("description"),
    isSecret: flag("is_secret").notNull().default(false),
    isEditable: flag("is_editable").notNull().default(true),
    updatedBy: id("updated_by"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [uniqueIndex("system_setting_key").on(t.category, t.key)],
);
