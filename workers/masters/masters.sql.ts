import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../platform/columns.ts";

const rowColumns = {
  id: id().primaryKey(),
  updatedBy: id("updated_by"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
};

/** Files a new project may begin with. */
export const projectTemplate = sqliteTable(
  "project_template",
  {
    ...rowColumns,
    name: text("name", { length: 100 }).notNull(),
    description: text("description", { length: 500 }).notNull(),
    /** Text by path; a mebibyte at most. */
    files: json<Record<string, string>>("files").notNull(),
  },
  (t) => [uniqueIndex("project_template_name").on(t.name)],
);

/** Texts offered where a message is written, with `{{variables}}` to fill in. */
export const promptTemplate = sqliteTable(
  "prompt_template",
  {
    ...rowColumns,
    /** As typed after the slash. */
    name: text("name", { length: 60 }).notNull(),
    description: text("description", { length: 200 }).notNull(),
    body: text("body").notNull(),
  },
  (t) => [uniqueIndex("prompt_template_name").on(t.name)],
);

/** Commands of the shell that are asked about or refused, and domains that are not fetched from, for everybody (T-03). */
export const commandPattern = sqliteTable(
  "command_pattern",
  {
    ...rowColumns,
    /** As in a permission rule: without `Bash(…)`, but with `WebFetch(…)`. */
    pattern: text("pattern", { length: 200 }).notNull(),
    effect: text("effect", { enum: ["ask", "deny"] }).notNull(),
    note: text("note", { length: 500 }).notNull(),
  },
  (t) => [uniqueIndex("command_pattern_pattern").on(t.pattern)],
);
