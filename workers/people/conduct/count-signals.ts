import { sql } from "drizzle-orm";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import type { Db } from "../../platform/db.ts";
import type { ConductKind } from "#contract/conduct";
import { leadsOutside } from "#contract/errors-files";
import { minute } from "../../platform/durations.ts";
import { graceMs, hasGrace } from "./grace.ts";
import { belongsToAnother, isKnown, isRefusedId, refusedIds } from "./whose-things.ts";

/** Ten minutes are looked at together. */
export const windowMs = 10 * minute;

/** What a stale tab or a careless script does not reach within them; what is surest first. */
export const thresholds = {
  commands: 5,
  /** Different things of others, asked for by id. */
  enumeration: 30,
  traversal: 15,
  flood: 300,
} as const satisfies Partial<Record<ConductKind, number>>;

/** Different ids that nothing has: what was purged has none either, so it takes many to be guessing. */
export const guesses = 300;

/** Of commands no work needs, sent by the chat they were run in: a person said yes to each of these. */
export const commandAbuseCode = "COMMAND_ABUSE";
/** The same, of what the agent ran by itself: nobody is punished for it. */
export const agentAbuseCode = "AGENT_ABUSE";

/**
 * Whether an event is worth asking the database about its person. Of paths only those that lead
 * outside: a folder full of names that are refused is somebody's folder. Nothing where an
 * administrator acts as the person (T-24): it is not their doing.
 */
export const isSignal = (event: ActivityEvent): boolean => {
  const { error_code: code, error_message, response_status } = event;
  if (event.impersonator_id) return false;
  return (
    response_status === 429 ||
    (code === "FILE_004" && error_message === leadsOutside) ||
    code === commandAbuseCode ||
    refusedIds.some((one) => one === code)
  );
};

export interface Offence {
  readonly kind: keyof typeof thresholds;
  readonly count: number;
  /** Unix milliseconds: what counted came after. */
  readonly after: number;
  /** Within the grace after the last step, and of a kind that has one. */
  readonly held: boolean;
}

type Counts = Record<keyof typeof thresholds | "guessed" | "last", number>;

/**
 * The first threshold a person reached by `until`, of what came after their last violation. What was
 * refused within the grace counts while it lasts, and never afterwards.
 */
export async function findOffence(db: Db, userId: string, until: number): Promise<Offence | null> {
  const [counts] = await db.all<Counts>(sql`
    with last(at) as (
      select coalesce(max(created_at), ${-graceMs}) from violation where user_id = ${userId}),
    seen as materialized (
      select resource_id, endpoint, error_code, error_message, response_status, error_code is ${commandAbuseCode}
        or ${until} <= at + ${graceMs} or created_at > at + ${graceMs} as counts
      from user_activity, last
      where user_activity.user_id = ${userId} and impersonator_id is null
        and created_at <= ${until} and created_at > max(${until - windowMs}, at)),
    asked as materialized (
      select distinct resource_id as id, error_code as code from seen
      where counts and ${isRefusedId})
    select
      coalesce(sum(error_code = ${commandAbuseCode}), 0) as commands,
      (select count(distinct id) from asked where ${belongsToAnother(userId)}) as enumeration,
      (select count(distinct id) from asked where not ${isKnown}) as guessed,
      coalesce(sum(counts and error_code = 'FILE_004' and error_message = ${leadsOutside}), 0) as traversal,
      coalesce(sum(counts and response_status = 429), 0) as flood,
      (select at from last) as last
    from seen`);
  return counts ? worstOf(counts, until) : null;
}

function worstOf(counts: Counts, until: number): Offence | null {
  const kinds = Object.keys(thresholds) as (keyof typeof thresholds)[];
  const reached = kinds.find((one) => counts[one] >= thresholds[one]);
  const kind = reached ?? (counts.guessed >= guesses ? "enumeration" : null);
  if (kind === null) return null;
  const graceEnds = hasGrace(kind) ? counts.last + graceMs : counts.last;
  const held = until <= graceEnds;
  return {
    kind,
    count: reached ? counts[reached] : counts.guessed,
    after: Math.max(until - windowMs, held ? counts.last : graceEnds),
    held,
  };
}

/** What agents ran by themselves for a person within the window. */
export async function countAgentAbuse(
  db: Db,
  userId: string,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<number> {
  const [found] = await db.all<{ n: number }>(sql`
    select count(*) as n from user_activity
    where user_id = ${userId} and error_code = ${agentAbuseCode}
      and created_at > ${after} and created_at <= ${until}`);
  return found?.n ?? 0;
}
