import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { type Db, type Statement } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import { randomToken, sha256Hex } from "../platform/hash.ts";
import { authChallenge } from "./auth-challenge.sql.ts";

export type Challenge = typeof authChallenge.$inferSelect;
type Kind = Challenge["kind"];

/** How long a proof may take from its beginning to its end, milliseconds. */
const usualLifetime = 5 * minute;
/** Wrong answers a ticket bears; each is paid for before it is looked at. */
const maxAttempts = 5;

/** A ticket nobody can guess, and the statements that keep its hash. */
export async function newChallenge(
  db: Db,
  challenge: {
    kind: Kind;
    userId?: string | null;
    loginId?: string | null;
    data: Record<string, unknown>;
    lifetime?: number;
  },
): Promise<{ ticket: string; expiresAt: Date; statements: [Statement, Statement] }> {
  const ticket = randomToken();
  const now = Date.now();
  const expiresAt = new Date(now + (challenge.lifetime ?? usualLifetime));
  return {
    ticket,
    expiresAt,
    statements: [
      db.delete(authChallenge).where(lte(authChallenge.expiresAt, new Date(now))),
      db.insert(authChallenge).values({
        id: crypto.randomUUID(),
        kind: challenge.kind,
        ticketHash: await sha256Hex(ticket),
        userId: challenge.userId ?? null,
        loginId: challenge.loginId ?? null,
        data: challenge.data,
        createdAt: new Date(now),
        expiresAt,
      }),
    ],
  };
}

/** Whether the answer just given was the last one its ticket bears. */
export const isSpent = (challenge: Challenge): boolean => challenge.attempts >= maxAttempts;

const open = async (kinds: readonly Kind[], ticket: string) =>
  and(
    eq(authChallenge.ticketHash, await sha256Hex(ticket)),
    inArray(authChallenge.kind, [...kinds]),
    gt(authChallenge.expiresAt, new Date()),
    sql`${authChallenge.attempts} < ${maxAttempts}`,
  );

/**
 * The challenge of a ticket, with one attempt taken from it: answers that race are counted before
 * any of them is checked, so no more than five ever are.
 */
export async function tryChallenge(
  db: Db,
  kinds: readonly Kind[],
  ticket: string,
): Promise<Challenge | undefined> {
  return db
    .update(authChallenge)
    .set({ attempts: sql`${authChallenge.attempts} + 1` })
    .where(await open(kinds, ticket))
    .returning()
    .get();
}

/** The challenge of a ticket, as it is. */
export async function findChallenge(
  db: Db,
  kinds: readonly Kind[],
  ticket: string,
): Promise<Challenge | undefined> {
  return db
    .select()
    .from(authChallenge)
    .where(await open(kinds, ticket))
    .get();
}

/** Ends a challenge; true for the one caller it worked for. */
export async function useChallenge(db: Db, id: string): Promise<boolean> {
  const gone = await db
    .delete(authChallenge)
    .where(eq(authChallenge.id, id))
    .returning({ id: authChallenge.id })
    .get();
  return gone !== undefined;
}

/** Ends everything a person has begun: their proofs have changed. */
export const dropChallenges = (db: Db, userId: string): Statement =>
  db.delete(authChallenge).where(eq(authChallenge.userId, userId));
