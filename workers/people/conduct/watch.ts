import { and, eq, gt } from "drizzle-orm";
import { recordFindings } from "../../auth/watch/record-findings.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { openDb, type Db } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { climbLadder } from "./climb-ladder.ts";
import {
  agentAbuseCode,
  countAgentAbuse,
  findOffence,
  isSignal,
  thresholds,
  windowMs,
  type Offence,
} from "./count-signals.ts";
import { examplesOf } from "./examples.ts";

/** Of each person the newest of their events. */
function newestOf(events: readonly ActivityEvent[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { user_id: id, created_at } of events) {
    if (id !== null) newest.set(id, Math.max(newest.get(id) ?? 0, created_at));
  }
  return newest;
}

async function judge(env: Env, db: Db, userId: string, until: number): Promise<void> {
  const offence = await findOffence(db, userId, until);
  if (!offence) return;
  const { kind, count, after } = offence;
  if (offence.held) return tellOfMore(db, userId, offence, until);
  const { texts, sessionId } = await examplesOf(db, { userId, kind, after, until });
  const detail = `${count} in ${windowMs / minute} min`;
  await climbLadder(env, { userId, kind, detail, examples: texts, sessionId });
}

const goesOn = "after_warning";

/** What goes on within the grace of a step (U-106): for administrators, at most once in ten minutes. */
async function tellOfMore(
  db: Db,
  userId: string,
  { kind, count, after }: Offence,
  until: number,
): Promise<void> {
  const told = await db
    .select({ id: securityFinding.id })
    .from(securityFinding)
    .where(
      and(
        eq(securityFinding.userId, userId),
        eq(securityFinding.kind, goesOn),
        gt(securityFinding.lastAt, new Date(until - windowMs)),
      ),
    )
    .get();
  if (told) return;
  const { texts } = await examplesOf(db, { userId, kind, after, until });
  const detail = { conduct: kind, count, examples: texts.join(", ") };
  const severity = kind === "flood" ? "medium" : "high";
  await recordFindings(db, [{ kind: goesOn, severity, userId, ip: null, detail }], until);
}

/** What an agent does by itself is told to administrators, and costs its person nothing. */
async function tellOfAgent(db: Db, userId: string, until: number): Promise<void> {
  const after = until - windowMs;
  const commands = await countAgentAbuse(db, userId, { after, until });
  if (commands < thresholds.commands) return;
  const { texts } = await examplesOf(db, { userId, kind: "agent", after, until });
  const detail = { commands, examples: texts.join(", ") };
  const found = { kind: "agent_commands", severity: "medium", userId, ip: null, detail } as const;
  await recordFindings(db, [found], until);
}

/**
 * Looks at activity that was just stored (U-102): one question a person with something to explain,
 * none for everybody else. A batch that comes twice says nothing new.
 */
export async function watchConduct(env: Env, events: readonly ActivityEvent[]): Promise<void> {
  const db = openDb(env.DB);
  const ofAgents = events.filter(({ error_code }) => error_code === agentAbuseCode);
  await each(newestOf(events.filter(isSignal)), (id, until) => judge(env, db, id, until));
  await each(newestOf(ofAgents), (id, until) => tellOfAgent(db, id, until));
}

async function each(
  people: ReadonlyMap<string, number>,
  look: (userId: string, until: number) => Promise<void>,
): Promise<void> {
  for (const [userId, until] of people) {
    try {
      await look(userId, until);
    } catch (error) {
      log("error", "conduct_not_watched", { user_id: userId, ...errorFields(error) });
    }
  }
}
