import { and, count, eq, gt, isNull, max, sql } from "drizzle-orm";
import { closeSocketsOf } from "../../auth/end-access.ts";
import { someAdminStays } from "../../auth/some-admin-stays.ts";
import { user } from "../../auth/user.sql.ts";
import { deliverMail } from "../../mail/outbox.ts";
import { assertStatement, isRefused, runIfHolds } from "../../platform/assert-statement.ts";
import { openDb, runBatch, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { ConductKind } from "#contract/conduct";
import { graceMs, hasGrace } from "./grace.ts";
import { stepStatements, type Finding, type Step } from "./ladder-batch.ts";
import { violation } from "./violation.sql.ts";

const day = 86_400_000;
/** A violation counts for so long; one that was dismissed never. */
const countsFor = 90 * day;

export interface Observed {
  readonly userId: string;
  readonly kind: ConductKind;
  /** Facts, no content. */
  readonly detail: string;
  readonly examples: readonly string[];
  readonly sessionId: string | null;
}

async function standing(db: Db, userId: string, now: number) {
  const mine = eq(violation.userId, userId);
  const counting = and(
    mine,
    isNull(violation.dismissedAt),
    gt(violation.createdAt, new Date(now - countsFor)),
  );
  const [accounts, all, counted] = await db.batch([
    db.select().from(user).where(eq(user.id, userId)),
    db
      .select({ n: count(), last: max(violation.createdAt).as("last") })
      .from(violation)
      .where(mine),
    db.select({ n: count() }).from(violation).where(counting),
  ]);
  const step = Math.min(3, (counted[0]?.n ?? 0) + 1) as Step;
  const { n: seen = 0, last = null } = all[0] ?? {};
  return { account: accounts[0], seen, last, step };
}

/** Closes what is open of a person who is out; their right ended with the batch before. */
export async function putOut(env: Env, userId: string): Promise<void> {
  await Promise.all([closeSocketsOf(env, userId), deliverMail(env)]);
}

/**
 * The next step of the ladder (U-106): first a warning, then a day's suspension, then the account is
 * disabled and kept. Of several at the same time one counts. Who is out already, or came in the
 * meantime by another step, is left as they are; so is, for the grace after a step, who was refused all
 * they tried. Answers the step taken.
 */
export async function climbLadder(
  env: Env,
  { userId, kind, detail, examples, sessionId }: Observed,
  now = Date.now(),
): Promise<Step | null> {
  const db = openDb(env.DB);
  const { account, seen, last: lastStep, step } = await standing(db, userId, now);
  if (!account || account.status !== "active") return null;
  if (account.suspendedUntil !== null && account.suspendedUntil.getTime() > now) return null;
  if (lastStep && hasGrace(kind) && now <= lastStep.getTime() + graceMs) return null;
  const finding: Finding = { account, kind, step, detail, examples, sessionId, now };
  const asSeen = assertStatement(
    db,
    sql`(select count(*) from violation where user_id = ${userId}) = ${seen}
      and exists(select 1 from user where id = ${userId} and status = 'active')`,
  );
  const last = account.role === "admin" && step > 1 ? [someAdminStays(db)] : [];
  try {
    await runBatch(db, asSeen, ...(await stepStatements(env, db, finding)), ...last);
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (last.length === 0) return null;
    return spare(env, db, { ...finding, spared: true }, seen);
  }
  if (step > 1) await putOut(env, userId);
  return step;
}

/** Without them the site would have no administrator: they are reported and warned. */
async function spare(env: Env, db: Db, finding: Finding, seen: number): Promise<Step | null> {
  const { id } = finding.account;
  const asSeen = assertStatement(
    db,
    sql`(select count(*) from violation where user_id = ${id}) = ${seen}`,
  );
  const holds = await runIfHolds(db, asSeen, ...(await stepStatements(env, db, finding)));
  if (!holds) return null;
  return finding.step;
}
