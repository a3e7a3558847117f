import { eq } from "drizzle-orm";
import type {
  CommandPattern,
  EditableMaster,
  ProjectTemplate,
  PromptTemplate,
} from "#contract/master";
import { isDuplicate } from "../../auth/service.ts";
import type { Entry } from "../../masters/entries.ts";
import { listProjectTemplates, toCommandPattern, toPromptTemplate } from "../../masters/lists.ts";
import { commandPattern, projectTemplate, promptTemplate } from "../../masters/masters.sql.ts";
import { runAsserted } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { checkUnchanged, nextTime } from "../../platform/http/if-match.ts";
import { assertAsRead, assertFound, saysTheSame, writeEdit } from "../../platform/write-edit.ts";

export interface By {
  readonly db: Db;
  readonly actor: Actor;
  readonly origin: Origin;
  /** When the entry was last changed, as the caller has read it; null: whatever it is. */
  readonly expected?: Date | null;
}

const tables = {
  project_templates: projectTemplate,
  prompt_templates: promptTemplate,
  command_patterns: commandPattern,
} as const;

export const resources = {
  project_templates: "PROJECT_TEMPLATE",
  prompt_templates: "PROMPT_TEMPLATE",
  command_patterns: "COMMAND_PATTERN",
  model_prices: "MODEL_PRICE",
} as const;

/** Rules of the shell are security. */
const severityOf = (kind: EditableMaster) => (kind === "command_patterns" ? "WARNING" : "INFO");

interface Found {
  readonly updatedAt: Date;
}

/** Throws EDIT_001 to the second of two who change it at once, MASTER_002 for a name that is taken. */
async function write(db: Db, asRead: Statement, ...change: Statement[]): Promise<void> {
  try {
    await writeEdit(db, asRead, ...change);
  } catch (error) {
    throw isDuplicate(error) ? new AppError("MASTER_002") : error;
  }
}

/** When it changes now. Throws EDIT_001 where it is another than the caller has read. */
function timeOfChange({ expected = null }: By, found: Found | undefined): Date {
  checkUnchanged(expected, found?.updatedAt ?? new Date(0));
  return found === undefined ? new Date() : nextTime(found.updatedAt);
}

const record = (
  { db, actor, origin }: By,
  kind: EditableMaster,
  id: string,
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown> | undefined,
): Statement =>
  auditStatement(db, actor, origin, {
    event: "DATA_CHANGE",
    action: before === undefined ? "CREATE" : after === undefined ? "DELETE" : "UPDATE",
    resource: [resources[kind], id],
    severity: severityOf(kind),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });

/** Throws MASTER_002 where another has the name, EDIT_001 where somebody else was first. */
export async function savePrompt(
  by: By,
  id: string,
  entry: Entry<"prompt_templates">,
): Promise<PromptTemplate> {
  const { db, actor } = by;
  const found = await db.select().from(promptTemplate).where(eq(promptTemplate.id, id)).get();
  const now = timeOfChange(by, found);
  const row = {
    id,
    ...entry,
    updatedBy: actor.id,
    createdAt: found?.createdAt ?? now,
    updatedAt: now,
  };
  const told = ({ name, description, body }: typeof entry) => ({ name, description, body });
  const before = found && told(found);
  if (found && before && saysTheSame(before, told(entry))) return toPromptTemplate(found);
  await write(
    db,
    assertAsRead(db, promptTemplate, id, found),
    db
      .insert(promptTemplate)
      .values(row)
      .onConflictDoUpdate({ target: promptTemplate.id, set: row }),
    record(by, "prompt_templates", id, before, entry),
  );
  return toPromptTemplate(row);
}

/** Throws MASTER_002 where there is one of the pattern, EDIT_001 where somebody else was first. */
export async function savePattern(
  by: By,
  id: string,
  entry: Entry<"command_patterns">,
): Promise<CommandPattern> {
  const { db, actor } = by;
  const found = await db.select().from(commandPattern).where(eq(commandPattern.id, id)).get();
  const now = timeOfChange(by, found);
  const row = {
    id,
    ...entry,
    updatedBy: actor.id,
    createdAt: found?.createdAt ?? now,
    updatedAt: now,
  };
  const told = ({ pattern, effect, note }: typeof entry) => ({ pattern, effect, note });
  const before = found && told(found);
  if (found && before && saysTheSame(before, told(entry))) return toCommandPattern(found);
  await write(
    db,
    assertAsRead(db, commandPattern, id, found),
    db
      .insert(commandPattern)
      .values(row)
      .onConflictDoUpdate({ target: commandPattern.id, set: row }),
    record(by, "command_patterns", id, before, entry),
  );
  return toCommandPattern(row);
}

/** Throws MASTER_001, MASTER_002, EDIT_001. */
export async function describeTemplate(
  by: By,
  id: string,
  { name, description }: { name: string; description: string },
): Promise<ProjectTemplate> {
  const { db, actor } = by;
  const found = (await listProjectTemplates(db)).find((one) => one.id === id);
  if (!found) throw new AppError("MASTER_001");
  const read = { updatedAt: new Date(found.updated_at) };
  const updatedAt = timeOfChange(by, read);
  const before = { name: found.name, description: found.description };
  if (saysTheSame(before, { name, description })) return found;
  await write(
    db,
    assertAsRead(db, projectTemplate, id, read),
    db
      .update(projectTemplate)
      .set({ name, description, updatedBy: actor.id, updatedAt })
      .where(eq(projectTemplate.id, id)),
    record(by, "project_templates", id, before, { name, description }),
  );
  return { ...found, name, description, updated_at: updatedAt.toISOString() };
}

/** Throws MASTER_001. */
export async function deleteMaster(by: By, kind: EditableMaster, id: string): Promise<void> {
  const { db } = by;
  const table = tables[kind];
  const found = await db.select().from(table).where(eq(table.id, id)).get();
  if (!found) throw new AppError("MASTER_001");
  // Of a template's files the record keeps their names.
  const before = "files" in found ? { ...found, files: Object.keys(found.files) } : { ...found };
  await runAsserted(
    db,
    () => new AppError("MASTER_001"),
    assertFound(db, table, id),
    db.delete(table).where(eq(table.id, id)),
    record(by, kind, id, before, undefined),
  );
}
