import { eq } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { openDb, runBatch, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { findChallenge, isSpent, newChallenge, tryChallenge, useChallenge } from "../challenges.ts";
import type { Challenge } from "../challenges.ts";
import { requireAccount } from "../require-account.ts";
import { startLogin } from "../start-login.ts";
import { requestOptions } from "./ceremonies.ts";
import { checkCode } from "./check-code.ts";
import { checkPasskey } from "./check-passkey.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { passkey } from "./second-factor.sql.ts";

/** The ticket is worth nothing any more: the person starts over. */
const over = (): AppError => new AppError("AUTH_008", { restart: true });

/** The account still may, and its password is still the one that was shown for the ticket. */
async function checkStanding(db: Db, userId: string, begun: Date | null): Promise<void> {
  const { account } = await requireAccount(db, userId, "AUTH_008");
  if (begun && account.passwordChangedAt && account.passwordChangedAt > begun) throw over();
}

const firstMethod = (challenge: Challenge): string => String(challenge.data["method"]);

export async function completeSignIn(
  c: AppContext,
  given: { ticket: string; code: string },
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const challenge = await tryChallenge(db, ["second_factor"], given.ticket);
  if (!challenge?.userId) throw over();
  await checkStanding(db, challenge.userId, challenge.createdAt);
  let method: string;
  try {
    method = await checkCode(c, challenge.userId, given.code);
  } catch (error) {
    const last = error instanceof AppError && error.code === "AUTH_008" && isSpent(challenge);
    throw last ? over() : error;
  }
  if (!(await useChallenge(db, challenge.id))) throw over();
  const how = { method: `${firstMethod(challenge)}+${method}`, proved: "second_factor" } as const;
  return { me: await startLogin(c, challenge.userId, how), challenge: null };
}

/** With a ticket the passkeys of its account; without one, whichever the device knows. */
export async function beginPasskeySignIn(
  c: AppContext,
  ticket: string | undefined,
): Promise<{ ticket: string; options: Record<string, unknown> }> {
  const db = openDb(c.env.DB);
  const first = ticket === undefined ? null : await findChallenge(db, ["second_factor"], ticket);
  if (first === undefined) throw over();
  const userId = first?.userId ?? null;
  if (first && userId !== null) await checkStanding(db, userId, first.createdAt);
  const allowed =
    userId === null ? [] : await db.select().from(passkey).where(eq(passkey.userId, userId));
  const { challenge, options } = requestOptions(relyingPartyOf(c), allowed);
  const begun = await newChallenge(db, {
    kind: "passkey_sign_in",
    userId,
    data: first ? { challenge, first: first.id, method: firstMethod(first) } : { challenge },
  });
  await runBatch(db, ...begun.statements);
  return { ticket: begun.ticket, options };
}

/** A passkey alone is two factors: something held, and the person verified by it. */
export async function finishPasskeySignIn(
  c: AppContext,
  given: { ticket: string; response: unknown },
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const begun = await tryChallenge(db, ["passkey_sign_in"], given.ticket);
  if (!begun) throw over();
  const proof = {
    response: given.response,
    challenge: String(begun.data["challenge"]),
    site: relyingPartyOf(c),
  };
  const { userId } = await checkPasskey(c.env, begun.userId, proof, originOf(c));
  const first = begun.data["first"];
  await checkStanding(db, userId, first === undefined ? null : begun.createdAt);
  if (!(await useChallenge(db, begun.id))) throw over();
  if (typeof first === "string" && !(await useChallenge(db, first))) throw over();
  const method = first === undefined ? "passkey" : `${firstMethod(begun)}+passkey`;
  return { me: await startLogin(c, userId, { method, proved: "second_factor" }), challenge: null };
}
