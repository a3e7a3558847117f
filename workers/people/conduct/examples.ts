import { sql } from "drizzle-orm";
import type { Db } from "../../platform/db.ts";
import { hideKeys } from "../../platform/text/mask.ts";
import { leadsOutside } from "#contract/errors-files";
import { agentAbuseCode, commandAbuseCode, type Offence } from "./count-signals.ts";
import { belongsToAnother, isKnown, isRefusedId } from "./whose-things.ts";

const most = 5;
const longest = 120;
/** And the id behind it. */
const longestWithId = 160;

export interface Examples {
  /** The latest different ones, without secrets. */
  readonly texts: readonly string[];
  /** The chat they came from, where it was one. */
  readonly sessionId: string | null;
}

interface Asked {
  readonly userId: string;
  readonly kind: Offence["kind"] | "agent";
  readonly after: number;
  readonly until: number;
}

const place = sql`substr(method || ' ' || endpoint, 1, ${longest})`;
/** With the id a query or a body asked for, where the address does not say it. */
const address = sql`${place} || case when instr(lower(${place}), resource_id) = 0
  then ' [' || resource_id || ']' else '' end`;
/** A flood asks for the same in many spellings. */
const route = sql`substr(method || ' ' || coalesce(nullif(route, ''), endpoint), 1, ${longest})`;
const what = sql`substr(coalesce(json_extract(request_body, '$.what'), endpoint), 1, ${longest})`;

const told = (kind: Asked["kind"], userId: string) => {
  const asked = sql`(select resource_id as id, error_code as code) as asked`;
  switch (kind) {
    case "enumeration":
      return {
        text: address,
        where: sql`${isRefusedId} and exists (
          select 1 from ${asked} where ${belongsToAnother(userId)} or not ${isKnown})`,
      };
    case "traversal":
      return {
        text: address,
        where: sql`error_code = 'FILE_004' and error_message = ${leadsOutside}`,
      };
    case "flood":
      return { text: route, where: sql`response_status = 429` };
    case "commands":
      return { text: what, where: sql`error_code = ${commandAbuseCode}` };
    case "agent":
      return { text: what, where: sql`error_code = ${agentAbuseCode}` };
  }
};

/** What somebody has to know to judge it: which commands, which addresses. */
export async function examplesOf(db: Db, { userId, kind, after, until }: Asked): Promise<Examples> {
  const { text, where } = told(kind, userId);
  const rows = await db.all<{ text: string; session: string | null }>(sql`
    select ${text} as text, max(created_at) as latest,
      case when method = 'TOOL' then resource_id end as session
    from user_activity
    where user_id = ${userId} and impersonator_id is null
      and created_at > ${after} and created_at <= ${until} and ${where}
    group by 1 order by latest desc limit ${most}`);
  const texts = rows.map((row) => hideKeys(row.text).slice(0, longestWithId));
  return { texts, sessionId: rows[0]?.session ?? null };
}
