import { sql } from "drizzle-orm";
import type { Meaning } from "./conditions.ts";
import type { LogSource } from "./search.ts";
import { prepare } from "./statements.ts";

const uuid = /^(sess_)?[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** C-02: a chat's id stands in the log without its prefix. */
const plain = (id: string): string =>
  uuid.test(id) ? id.replace(/^sess_/i, "").toLowerCase() : id;

export interface ResourceIndexes {
  readonly both: string;
  readonly type: string;
}

const ofType = (type: string, { type: index }: ResourceIndexes): Meaning => {
  const where = sql`resource_type = ${type.toUpperCase()}`;
  return { where, served: { where, index, rank: 6 } };
};

export function ofBoth(type: string, id: string, { both: index }: ResourceIndexes): Meaning {
  const where = sql`resource_type = ${type.toUpperCase()} and resource_id = ${plain(id)}`;
  return { where, served: { where, index, rank: 1 } };
}

/** An id alone: its type is found by stepping over the types there are, then the index of both serves. */
export async function ofId(
  d1: D1Database,
  source: LogSource,
  id: string,
  indexes: ResourceIndexes,
): Promise<Meaning | null> {
  const log = sql.identifier(source.table);
  const types = await prepare(
    d1,
    sql`with recursive kinds(kind) as (
        select min(resource_type) from ${log} where resource_type > ''
        union all
        select (select min(resource_type) from ${log} where resource_type > kind)
        from kinds where kind is not null)
      select kind from kinds where kind is not null and exists (
        select 1 from ${log} where resource_type = kind and resource_id = ${plain(id)}) limit 2`,
  ).all<{ kind: string }>();
  const [only, ...more] = types.results;
  if (only === undefined) return null;
  return more.length === 0
    ? ofBoth(only.kind, id, indexes)
    : { where: sql`resource_id = ${plain(id)}` };
}

/** `PROJECT`, `PROJECT/id`, or an id. */
export function resourceIsMeant(
  d1: D1Database,
  source: LogSource,
  value: string,
  indexes: ResourceIndexes,
): Meaning | null | Promise<Meaning | null> {
  const slash = value.indexOf("/");
  if (slash > 0) return ofBoth(value.slice(0, slash), value.slice(slash + 1), indexes);
  return uuid.test(value) ? ofId(d1, source, value, indexes) : ofType(value, indexes);
}
