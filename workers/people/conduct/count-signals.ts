import { sql } from "drizzle-orm";
import type { ActivityEvent } from "../../platform/activity-event.ts";
import type { Db } from "../../platform/db.ts";
import type { ConductKind } from "#contract/conduct";

/** Ten minutes are looked at together. */
export const windowMs = 10 * 60_000;

/** What a stale tab or a careless script does not reach within them. */
export const thresholds = {
  /** Different things of others, asked for by id. */
  enumeration: 30,
  traversal: 15,
  commands: 5,
  flood: 300,
} as const satisfies Partial<Record<ConductKind, number>>;

/** Answers for things that are not there, or not the caller's. */
const notYours = ["PROJECT_001", "SESSION_002", "USER_001", "AUTH_004"];

/** Of commands no work needs, sent by the chat they were run in. */
export const commandAbuseCode = "COMMAND_ABUSE";

/** Whether an event is worth asking the database about its person. */
export const isSignal = ({ error_code, response_status }: ActivityEvent): boolean =>
  response_status === 429 ||
  error_code === "FILE_004" ||
  error_code === commandAbuseCode ||
  (error_code !== null && notYours.includes(error_code));

export interface Offence {
  readonly kind: keyof typeof thresholds;
  readonly count: number;
}

/** The first threshold a person reached by `until`, of what came after their last violation. */
export async function findOffence(db: Db, userId: string, until: number): Promise<Offence | null> {
  const codes = sql.join(
    notYours.map((code) => sql`${code}`),
    sql`, `,
  );
  const [counts] = await db.all<Record<keyof typeof thresholds, number>>(sql`
    select
      count(distinct case when error_code in (${codes}) then resource_id end) as enumeration,
      coalesce(sum(error_code = 'FILE_004'), 0) as traversal,
      coalesce(sum(error_code = ${commandAbuseCode}), 0) as commands,
      coalesce(sum(response_status = 429), 0) as flood
    from user_activity
    where user_id = ${userId} and created_at <= ${until} and created_at > max(
      ${until - windowMs},
      coalesce((select max(created_at) from violation where violation.user_id = ${userId}), 0))`);
  if (!counts) return null;
  const kinds = Object.keys(thresholds) as (keyof typeof thresholds)[];
  const kind = kinds.find((one) => counts[one] >= thresholds[one]);
  return kind ? { kind, count: counts[kind] } : null;
}
