import type { Passkey } from "#contract/second-factor";
import { sql } from "drizzle-orm";
import type * as v from "valibot";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, AppContext } from "../../platform/http/http.ts";
import { deliverSoon } from "../../mail/outbox.ts";
import { isSpent, tryChallenge, useChallenge, type Challenge } from "../challenges.ts";
import { isDuplicate } from "../service.ts";
import { digitsOf } from "./check-code.ts";
import { hasFactor } from "./has-factor.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { unseal } from "./seal.ts";
import { passkey, totpSecret } from "./second-factor.sql.ts";
import { noteProof } from "./step-up.ts";
import { changeStatements, type FactorChange } from "./tell-change.ts";
import { stepOfCode } from "./totp.ts";
import { verifyRegistration, type NewCredential } from "./verify-passkey.ts";

const wrong = (challenge?: Challenge): AppError =>
  new AppError("AUTH_008", !challenge || isSpent(challenge) ? { restart: true } : undefined);

/** The challenge of a ticket that this very login began. */
async function mine(
  db: Db,
  actor: Actor,
  kind: Challenge["kind"],
  ticket: string,
): Promise<Challenge> {
  const challenge = await tryChallenge(db, [kind], ticket);
  if (challenge?.userId === actor.id && challenge.loginId === actor.login_id) return challenge;
  throw wrong();
}

/**
 * Keeps a new factor: with the first come recovery codes, and the login has shown a second factor,
 * so that what the site asked for is done at once (T-27). What was begun as the first, with the
 * password alone, is worth nothing where another came meanwhile.
 */
async function keep(
  c: AppContext,
  actor: Actor,
  challenge: Challenge,
  change: FactorChange,
  factor: Statement,
): Promise<string[] | null> {
  const db = openDb(c.env.DB);
  const first = challenge.data["first"] === true;
  const recovery = first ? await newRecoveryCodes(db, c.env.SECRET_KEY, actor.id) : null;
  const told = await changeStatements(c, actor, change);
  try {
    await runBatch(
      db,
      assertStatement(db, first ? sql`not ${hasFactor(db, actor.id)}` : sql`true`),
      factor,
      ...(recovery?.statements ?? []),
      noteProof(db, actor.login_id, "second_factor"),
      ...told,
    );
  } catch (error) {
    if (isRefused(error)) throw wrong();
    throw error;
  }
  deliverSoon(c);
  return recovery?.codes ?? null;
}

async function stepOf(
  env: Env,
  actor: Actor,
  challenge: Challenge,
  code: string,
): Promise<number | undefined> {
  const digits = digitsOf(code);
  if (digits === undefined) return undefined;
  const secret = await unseal(env.SECRET_KEY, actor.id, String(challenge.data["secret"]));
  return stepOfCode(secret, digits, Date.now());
}

export async function confirmTotp(
  c: AppContext,
  actor: Actor,
  given: { ticket: string; code: string },
): Promise<string[]> {
  const db = openDb(c.env.DB);
  const challenge = await mine(db, actor, "totp_new", given.ticket);
  const lastStep = await stepOf(c.env, actor, challenge, given.code);
  if (lastStep === undefined) throw wrong(challenge);
  if (!(await useChallenge(db, challenge.id))) throw wrong();
  const kept = { secret: String(challenge.data["secret"]), lastStep, createdAt: new Date() };
  const insert = db
    .insert(totpSecret)
    .values({ userId: actor.id, ...kept })
    .onConflictDoUpdate({ target: totpSecret.userId, set: kept });
  return (await keep(c, actor, challenge, "TOTP_ADDED", insert)) ?? [];
}

export const toPasskey = (row: typeof passkey.$inferSelect): v.InferOutput<typeof Passkey> => ({
  id: row.id,
  name: row.name,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  backed_up: row.backedUp,
});

async function readCredential(
  c: AppContext,
  challenge: Challenge,
  response: unknown,
): Promise<NewCredential> {
  try {
    const expected = String(challenge.data["challenge"]);
    return await verifyRegistration(response, expected, relyingPartyOf(c));
  } catch {
    throw wrong(challenge);
  }
}

export async function finishPasskey(
  c: AppContext,
  actor: Actor,
  given: { ticket: string; response: unknown; name: string },
): Promise<{ passkey: v.InferOutput<typeof Passkey>; recovery_codes: string[] | null }> {
  const db = openDb(c.env.DB);
  const challenge = await mine(db, actor, "passkey_new", given.ticket);
  const credential = await readCredential(c, challenge, given.response);
  if (!(await useChallenge(db, challenge.id))) throw wrong();
  const row = {
    id: crypto.randomUUID(),
    userId: actor.id,
    ...credential,
    name: given.name,
    createdAt: new Date(),
    lastUsedAt: null,
  };
  try {
    const insert = db.insert(passkey).values(row);
    const codes = await keep(c, actor, challenge, "PASSKEY_ADDED", insert);
    return { passkey: toPasskey(row), recovery_codes: codes };
  } catch (error) {
    if (isDuplicate(error)) throw wrong();
    throw error;
  }
}
