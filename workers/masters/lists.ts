import { asc, eq, sql } from "drizzle-orm";
import type { CommandPattern, ProjectTemplate, PromptTemplate } from "#contract/master";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { commandPattern, projectTemplate, promptTemplate } from "./masters.sql.ts";

export const toPromptTemplate = (row: typeof promptTemplate.$inferSelect): PromptTemplate => ({
  id: row.id,
  name: row.name,
  description: row.description,
  body: row.body,
  updated_at: row.updatedAt.toISOString(),
});

export const toCommandPattern = (row: typeof commandPattern.$inferSelect): CommandPattern => ({
  id: row.id,
  pattern: row.pattern,
  effect: row.effect,
  note: row.note,
  updated_at: row.updatedAt.toISOString(),
});

/** Without the files themselves. */
const projectColumns = {
  id: projectTemplate.id,
  name: projectTemplate.name,
  description: projectTemplate.description,
  files: sql<number>`(select count(*) from json_each(${projectTemplate.files}))`.as("file_count"),
  bytes: sql<number>`(
    select coalesce(sum(length(cast(value as blob))), 0) from json_each(${projectTemplate.files}))`.as(
    "file_bytes",
  ),
  updatedAt: projectTemplate.updatedAt,
};

export async function listProjectTemplates(db: Db): Promise<ProjectTemplate[]> {
  const rows = await db
    .select(projectColumns)
    .from(projectTemplate)
    .orderBy(asc(projectTemplate.name));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    file_count: row.files,
    bytes: row.bytes,
    updated_at: row.updatedAt.toISOString(),
  }));
}

export async function listPromptTemplates(db: Db): Promise<PromptTemplate[]> {
  const rows = await db.select().from(promptTemplate).orderBy(asc(promptTemplate.name));
  return rows.map(toPromptTemplate);
}

export async function listCommandPatterns(db: Db): Promise<CommandPattern[]> {
  const rows = await db.select().from(commandPattern).orderBy(asc(commandPattern.pattern));
  return rows.map(toCommandPattern);
}

/** The files a project begins with, text by path. Throws MASTER_001. */
export async function templateFiles(db: Db, id: string): Promise<Record<string, string>> {
  const row = await db
    .select({ files: projectTemplate.files })
    .from(projectTemplate)
    .where(eq(projectTemplate.id, id))
    .get();
  if (!row) throw new AppError("MASTER_001");
  return row.files;
}
