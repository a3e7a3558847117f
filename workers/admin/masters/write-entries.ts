import { sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { MasterKind } from "#contract/master";
import type { Entry } from "../../masters/entries.ts";
import { commandPattern, projectTemplate, promptTemplate } from "../../masters/masters.sql.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import type { Statement } from "../../platform/db.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";
import { keyOf } from "../../masters/read-entries.ts";
import { priceResource, somePriceStays } from "../prices/service.ts";
import { resources, type By } from "./change-master.ts";
import type { Existing, Values } from "./existing-entries.ts";

/** Later than the change before: no two versions share an instant. */
const laterThan = (column: SQLiteColumn, now: Date): SQL =>
  sql`max(${now.getTime()}, ${column} + 1)`;

function upsert({ db, actor }: By, entry: Entry<MasterKind>): Statement {
  const now = new Date();
  const row = { id: crypto.randomUUID(), updatedBy: actor.id, createdAt: now, updatedAt: now };
  const changed = (updatedAt: SQLiteColumn) => ({
    updatedBy: actor.id,
    updatedAt: laterThan(updatedAt, now),
  });
  if ("model" in entry) {
    const set = {
      input: entry.input,
      output: entry.output,
      cacheRead: entry.cache_read,
      cacheWrite5m: entry.cache_write_5m,
      cacheWrite1h: entry.cache_write_1h,
    };
    const effectiveFrom = new Date(entry.effective_from);
    return db
      .insert(modelPrice)
      .values({ model: entry.model, effectiveFrom, promptOver: entry.prompt_over, ...set })
      .onConflictDoUpdate({
        target: [modelPrice.model, modelPrice.effectiveFrom, modelPrice.promptOver],
        set,
      });
  }
  if ("pattern" in entry) {
    return db
      .insert(commandPattern)
      .values({ ...row, ...entry })
      .onConflictDoUpdate({
        target: commandPattern.pattern,
        set: { ...entry, ...changed(commandPattern.updatedAt) },
      });
  }
  if ("files" in entry) {
    return db
      .insert(projectTemplate)
      .values({ ...row, ...entry })
      .onConflictDoUpdate({
        target: projectTemplate.name,
        set: { ...entry, ...changed(projectTemplate.updatedAt) },
      });
  }
  return db
    .insert(promptTemplate)
    .values({ ...row, ...entry })
    .onConflictDoUpdate({
      target: promptTemplate.name,
      set: { ...entry, ...changed(promptTemplate.updatedAt) },
    });
}

const instantOf = (moment: string): string => new Date(moment).toISOString();

/** As changes by hand name it. */
const nameOf = (entry: Entry<MasterKind>): string =>
  "model" in entry
    ? priceResource({ ...entry, effective_from: instantOf(entry.effective_from) })
    : keyOf(entry);

/** An entry as its record has it: of a template's files their names. */
function recorded(entry: Entry<MasterKind>): Values {
  if ("files" in entry) return { ...entry, files: Object.keys(entry.files) };
  if ("model" in entry) {
    return { ...entry, effective_from: instantOf(entry.effective_from) };
  }
  return { ...entry };
}

/** Each entry with its record, for one batch: all of them or none. Some price that is not zero stays. */
export const writeStatements = (
  by: By,
  kind: MasterKind,
  entries: readonly Entry<MasterKind>[],
  there: ReadonlyMap<string, Existing>,
): Statement[] => [
  ...entries.flatMap((entry) => {
    const before = there.get(keyOf(entry))?.values;
    const after = recorded(entry);
    return [
      upsert(by, entry),
      auditStatement(by.db, by.actor, by.origin, {
        event: "DATA_CHANGE",
        action: before === undefined ? "CREATE" : "UPDATE",
        resource: [resources[kind], nameOf(entry)],
        severity: kind === "model_prices" || kind === "command_patterns" ? "WARNING" : "INFO",
        ...(before === undefined ? {} : { before }),
        after,
        metadata: { by: "import" },
      }),
    ];
  }),
  ...(entries.some((entry) => "model" in entry && entry.input === 0)
    ? [somePriceStays(by.db)]
    : []),
];
