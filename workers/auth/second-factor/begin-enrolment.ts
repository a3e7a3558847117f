import { eq } from "drizzle-orm";
import type { OutputOf } from "#contract/endpoint";
import type * as contract from "#contract/second-factor";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { checkStepUp } from "../../platform/http/guard.ts";
import type { Actor, AppContext } from "../../platform/http/http.ts";
import { newChallenge } from "../challenges.ts";
import { creationOptions } from "./ceremonies.ts";
import { checkOwnPassword } from "./check-own-password.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { seal } from "./seal.ts";
import { passkey } from "./second-factor.sql.ts";
import { newTotpSecret, otpauthUri, toBase32 } from "./totp.ts";

/** More passkeys than this nobody keeps track of. */
const maxPasskeys = 20;

const isFirst = (actor: Actor): boolean => actor.second_factors.length === 0;

/**
 * Who adds a factor proves it first: with the factor there is, else with the password, given here or
 * within the last minutes. A cookie alone must not be able to lock its owner out.
 */
async function requireProof(
  c: AppContext,
  actor: Actor,
  password: string | undefined,
): Promise<void> {
  if (isFirst(actor) && password !== undefined) {
    return checkOwnPassword(c, actor.id, password);
  }
  checkStepUp("reauth", actor);
}

export async function beginTotp(
  c: AppContext,
  actor: Actor,
  password: string | undefined,
): Promise<OutputOf<typeof contract.beginTotp>> {
  await requireProof(c, actor, password);
  const db = openDb(c.env.DB);
  const bytes = newTotpSecret();
  const secret = toBase32(bytes);
  const begun = await newChallenge(db, {
    kind: "totp_new",
    userId: actor.id,
    loginId: actor.login_id,
    data: { secret: await seal(c.env.SECRET_KEY, actor.id, bytes), first: isFirst(actor) },
  });
  await runBatch(db, ...begun.statements);
  return { ticket: begun.ticket, secret, uri: otpauthUri(secret, actor.email) };
}

export async function beginPasskey(
  c: AppContext,
  actor: Actor,
  password: string | undefined,
): Promise<OutputOf<typeof contract.beginPasskey>> {
  await requireProof(c, actor, password);
  const db = openDb(c.env.DB);
  const present = await db.select().from(passkey).where(eq(passkey.userId, actor.id));
  if (present.length >= maxPasskeys) throw new AppError("REQUEST_001", { limit: maxPasskeys });
  const { challenge, options } = creationOptions(relyingPartyOf(c), actor, present);
  const begun = await newChallenge(db, {
    kind: "passkey_new",
    userId: actor.id,
    loginId: actor.login_id,
    data: { challenge, first: isFirst(actor) },
  });
  await runBatch(db, ...begun.statements);
  return { ticket: begun.ticket, options };
}
