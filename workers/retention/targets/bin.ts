import { sql } from "drizzle-orm";
import { openDb } from "../../platform/db.ts";
import { emptyProjects, emptySessions } from "../../sessions/retention/empty-bin.ts";
import type { Emptying } from "../../sessions/retention/emptying.ts";
import { heldPeople, isHeld } from "../held.ts";
import type { Sweep, Target } from "../target.ts";

const free = (owner: string) => sql`not ${isHeld(owner)}`;

/** What fails again and again ends with the steps; the next night tries it once more. */
const maxSteps = 300;
const next = (left: boolean, position: number) =>
  left && position < maxSteps ? position + 1 : null;

/** A transcript's share of what is stored, on the average. */
const sessionBytes = 40_000;

interface Gone {
  readonly gone: number;
  readonly bytes: number;
}

/**
 * What of a kind went in the clean-up, by the records of it: once all is gone they tell of steps whose
 * answer was lost, too.
 */
async function onRecord(type: "PROJECT" | "SESSION", one: Sweep): Promise<Gone> {
  const { db, since, job, counted } = one;
  const [row] = await db
    .select({
      gone: sql<number>`count(*)`.as("gone"),
      bytes: sql<number>`coalesce(sum(metadata ->> 'bytes'), 0)`.as("bytes"),
    })
    .from(sql`audit_log`)
    .where(
      sql`action = 'PURGE' and created_at >= ${since} and resource_type = ${type}
        and metadata ->> 'job_id' = ${job} and metadata ->> 'project' is null`,
    );
  const left = (name: keyof Gone) => Math.max(0, (row?.[name] ?? 0) - counted[name]);
  return { gone: left("gone"), bytes: left("bytes") };
}

const emptyingOf = ({ before, ...one }: Sweep): Emptying => ({ ...one, before: new Date(before) });

export const projects: Target = {
  name: "deleted_projects",
  ja: "削除済みプロジェクト",
  en: "Deleted projects",
  setting: "bin_days",
  least: 0,
  async preview(env, before) {
    const [row] = await openDb(env.DB)
      .select({
        count: sql<number>`count(*)`.as("count"),
        oldest: sql<number | null>`min(deleted_at)`.as("oldest"),
        newest: sql<number | null>`max(deleted_at)`.as("newest"),
        bytes: sql<number>`coalesce(sum(storage_bytes), 0)`.as("bytes"),
      })
      .from(sql`project`)
      .where(
        sql`status = 'deleted' and deleted_at <= ${before} and ${free("project.owner_id")}
          and id not in (select project_id from chat_session where user_id in ${heldPeople})`,
      );
    return row ?? { count: 0, oldest: null, newest: null, bytes: 0 };
  },
  async sweep(one) {
    const { left, ...emptied } = await emptyProjects(one.env, emptyingOf(one));
    const position = next(left, one.position);
    return { ...(position === null ? await onRecord("PROJECT", one) : emptied), position };
  },
};

export const sessions: Target = {
  name: "deleted_sessions",
  ja: "削除済みセッション",
  en: "Deleted sessions",
  setting: "bin_days",
  least: 0,
  async preview(env, before) {
    const [row] = await openDb(env.DB)
      .select({
        count: sql<number>`count(*)`.as("count"),
        oldest: sql<number | null>`min(deleted_at)`.as("oldest"),
        newest: sql<number | null>`max(deleted_at)`.as("newest"),
      })
      .from(sql`chat_session`)
      .where(sql`deleted_at <= ${before} and ${free("chat_session.user_id")}`);
    const count = row?.count ?? 0;
    const ends = { oldest: row?.oldest ?? null, newest: row?.newest ?? null };
    return { count, ...ends, bytes: count * sessionBytes };
  },
  async sweep(one) {
    const emptied = await emptySessions(one.env, emptyingOf(one));
    const position = next(emptied.left, one.position);
    const { gone } = position === null ? await onRecord("SESSION", one) : emptied;
    return { gone, bytes: gone * sessionBytes, position };
  },
};
