import { sql, type SQL } from "drizzle-orm";
import { adding, noGuest, type Source } from "./source.ts";
import { sqlDay } from "./sql-time.ts";

const created = (resource: string): SQL =>
  sql`sum(r.resource_type = ${resource} and r.action = 'CREATE')`;

/** A row of a file may stand for many (an import). */
const files = sql`sum(case
  when r.resource_type <> 'FILE' then 0
  when json_type(r.metadata, '$.files') = 'object'
    then (select sum(value) from json_each(r.metadata, '$.files'))
  else 1 end)`;

/** What people made, whatever they made it with: on record is every way there is. */
export const fromAudit: Source = {
  name: "audit",
  table: "audit_log",
  add: (rows) => [
    sql`insert into day_figure (day, projects_created, sessions_created, sign_ins, file_operations)
        select ${sqlDay(sql`r.created_at`)}, ${created("PROJECT")}, ${created("SESSION")},
          sum(r.action = 'LOGIN_SUCCESS'), ${files}
        ${rows} and ${noGuest} group by 1
        on conflict (day) do update set
          ${adding("projects_created", "sessions_created", "sign_ins", "file_operations")}`,
  ],
};
