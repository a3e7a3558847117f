import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { mailPages } from "#contract/password";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { runBatch, type Db, type Statement } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { randomToken, sha256Hex } from "../platform/hash.ts";
import { oneTimeToken } from "./one-time-token.sql.ts";
import { user } from "./user.sql.ts";

type Token = typeof oneTimeToken.$inferSelect;
export type TokenKind = Token["kind"];

const lifetimes: Readonly<Record<TokenKind, number>> = {
  invitation: 7 * 24 * hour,
  verify_email: 24 * hour,
  password_reset: hour,
  unlock: 24 * hour,
};

/** Makes what was sent before worthless. */
export const voidTokens = (db: Db, userId: string, ...kinds: TokenKind[]): Statement =>
  db
    .update(oneTimeToken)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(oneTimeToken.userId, userId),
        or(...kinds.map((kind) => eq(oneTimeToken.kind, kind))),
        isNull(oneTimeToken.usedAt),
      ),
    );

export interface NewToken {
  readonly kind: TokenKind;
  readonly userId: string;
  /** See one_time_token. */
  readonly subject?: string;
  readonly createdBy?: string;
}

/** A link for a mail, and the statement that keeps the hash of its token. `site`: scheme and host. */
export async function newToken(
  db: Db,
  site: string,
  token: NewToken,
): Promise<{ link: string; expiresAt: Date; statement: [Statement] }> {
  const secret = randomToken();
  const now = Date.now();
  const expiresAt = new Date(now + lifetimes[token.kind]);
  const insert = db.insert(oneTimeToken).values({
    id: crypto.randomUUID(),
    kind: token.kind,
    userId: token.userId,
    tokenHash: await sha256Hex(secret),
    subject: token.subject ?? null,
    createdBy: token.createdBy ?? null,
    createdAt: new Date(now),
    expiresAt,
  });
  return { link: `${site}${mailPages[token.kind]}#${secret}`, expiresAt, statement: [insert] };
}

/** The token and whose it is, not used up yet. AUTH_012 alike for wrong, old and used ones. */
export async function findToken(
  db: Db,
  kind: TokenKind,
  secret: string,
): Promise<{ token: Token; account: typeof user.$inferSelect }> {
  const hash = await sha256Hex(secret);
  const found = await db
    .select({ token: oneTimeToken, account: user })
    .from(oneTimeToken)
    .innerJoin(user, eq(user.id, oneTimeToken.userId))
    .where(
      and(
        eq(oneTimeToken.tokenHash, hash),
        eq(oneTimeToken.kind, kind),
        isNull(oneTimeToken.usedAt),
        gt(oneTimeToken.expiresAt, new Date()),
      ),
    )
    .get();
  if (!found) throw new AppError("AUTH_012");
  return found;
}

/** Runs what a token is good for and uses it up, as one batch: of several at once one succeeds, the others get AUTH_012. */
export async function spendToken(db: Db, { id }: Token, ...rest: Statement[]): Promise<void> {
  try {
    await runBatch(db, ...spendStatements(db, id), ...rest);
  } catch (error) {
    if (isRefused(error)) throw new AppError("AUTH_012");
    throw error;
  }
}

/** The batch they begin fails where the token was used meanwhile (`isRefused`). */
export const spendStatements = (db: Db, id: string): [Statement, Statement] => [
  assertStatement(
    db,
    sql`exists(select 1 from one_time_token
      where id = ${id} and used_at is null and expires_at > ${Date.now()})`,
  ),
  db.update(oneTimeToken).set({ usedAt: new Date() }).where(eq(oneTimeToken.id, id)),
];

/** How many links of a kind an account was sent since `since`. */
export async function countTokens(
  db: Db,
  userId: string,
  kind: TokenKind,
  since: Date,
): Promise<number> {
  return db.$count(
    oneTimeToken,
    and(
      eq(oneTimeToken.userId, userId),
      eq(oneTimeToken.kind, kind),
      gt(oneTimeToken.createdAt, since),
    ),
  );
}

/** When the newest, the second newest … of somebody's was sent; null where there are not so many. */
export async function newestToken(
  db: Db,
  userId: string,
  kind: TokenKind,
  nth: number,
): Promise<Date | null> {
  const row = await db
    .select({ createdAt: oneTimeToken.createdAt })
    .from(oneTimeToken)
    .where(and(eq(oneTimeToken.userId, userId), eq(oneTimeToken.kind, kind)))
    .orderBy(desc(oneTimeToken.createdAt))
    .limit(1)
    .offset(nth - 1)
    .get();
  return row?.createdAt ?? null;
}
