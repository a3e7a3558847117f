/** What a file takes the place of: shown in its preview, on record when it runs, and the same at both. */
import { sql, type SQL } from "drizzle-orm";
import type { MasterKind } from "#contract/master";
import type { Entry } from "../../masters/entries.ts";
import { listCommandPatterns, listPromptTemplates } from "../../masters/lists.ts";
import { keyOf } from "../../masters/read-entries.ts";
import { projectTemplate } from "../../masters/masters.sql.ts";
import { assertStatement } from "../../platform/assert-statement.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";
import { ratesOf, toPrice } from "../prices/service.ts";

export type Values = Readonly<Record<string, unknown>>;

export interface Existing {
  readonly values: Values;
  /** Another after each change; `versionIn` has the same in SQL. */
  readonly version: string;
}

const versionOf = (row: { readonly id: string; readonly updated_at: string }): string =>
  `${row.id} ${Date.parse(row.updated_at)}`;

/** What is there already, by what an entry would take the place of. */
export async function existingEntries(db: Db, kind: MasterKind): Promise<Map<string, Existing>> {
  switch (kind) {
    case "project_templates": {
      const { id, name, description, updatedAt } = projectTemplate;
      const paths = sql<string>`(select json_group_array(key) from json_each(${projectTemplate.files}))`;
      const rows = await db
        .select({ id, name, description, updatedAt, paths: paths.as("paths") })
        .from(projectTemplate);
      return new Map(
        rows.map((row) => [
          row.name,
          {
            values: { name: row.name, description: row.description, files: JSON.parse(row.paths) },
            version: versionOf({ id: row.id, updated_at: row.updatedAt.toISOString() }),
          },
        ]),
      );
    }
    case "prompt_templates":
      return new Map(
        (await listPromptTemplates(db)).map((row) => {
          const { name, description, body } = row;
          return [name, { values: { name, description, body }, version: versionOf(row) }];
        }),
      );
    case "command_patterns":
      return new Map(
        (await listCommandPatterns(db)).map((row) => {
          const { pattern, effect, note } = row;
          return [pattern, { values: { pattern, effect, note }, version: versionOf(row) }];
        }),
      );
    case "model_prices": {
      const rows = await db.select().from(modelPrice);
      return new Map(
        rows.map((row) => {
          const price = toPrice(row);
          return [keyOf(price), { values: { ...price }, version: ratesOf(row) }];
        }),
      );
    }
    default:
      return kind satisfies never;
  }
}

/** The version of what has that key, or null. */
function versionIn(kind: MasterKind, key: SQL): SQL {
  switch (kind) {
    case "project_templates":
      return sql`(select id || ' ' || updated_at from project_template where name = ${key})`;
    case "prompt_templates":
      return sql`(select id || ' ' || updated_at from prompt_template where name = ${key})`;
    case "command_patterns":
      return sql`(select id || ' ' || updated_at from command_pattern where pattern = ${key})`;
    case "model_prices":
      return sql`(select input || ',' || output || ',' || cache_read || ',' || cache_write_5m || ','
        || cache_write_1h from model_price
        where model || ' ' || effective_from || ' ' || prompt_over = ${key})`;
    default:
      return kind satisfies never;
  }
}

/** Key and version of what each entry takes the place of, as JSON; no version: of nothing. */
export const stateOf = (
  entries: readonly Entry<MasterKind>[],
  there: ReadonlyMap<string, Existing>,
): string =>
  JSON.stringify(
    entries.map((entry) => {
      const key = keyOf(entry);
      return [key, there.get(key)?.version ?? ""];
    }),
  );

/** Fails its batch where anything of that state is another by now. */
export const assertState = (db: Db, kind: MasterKind, state: string): Statement =>
  assertStatement(
    db,
    sql`not exists(select 1 from json_each(${state}) as seen
      where coalesce(${versionIn(kind, sql`json_extract(seen.value, '$[0]')`)}, '')
        <> json_extract(seen.value, '$[1]'))`,
  );
