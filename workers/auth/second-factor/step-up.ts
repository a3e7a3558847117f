import { and, eq } from "drizzle-orm";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import type * as contract from "#contract/second-factor";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { provedFor } from "../../platform/http/guard.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { newChallenge, tryChallenge, useChallenge } from "../challenges.ts";
import { linkedProviders } from "../oauth/link-identity.ts";
import { userSession } from "../user-session.sql.ts";
import { user } from "../user.sql.ts";
import { requestOptions } from "./ceremonies.ts";
import { checkCode } from "./check-code.ts";
import { checkOwnPassword } from "./check-own-password.ts";
import { checkPasskey } from "./check-passkey.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { passkey } from "./second-factor.sql.ts";

/** Notes on the login that its person has just proved to be it. */
export const noteProof = (
  db: Db,
  loginId: string,
  by: "password" | "second_factor",
  at = new Date(),
): Statement =>
  db
    .update(userSession)
    .set({ provedAt: at, provedBy: by })
    .where(and(eq(userSession.id, loginId), eq(userSession.isActive, true)));

export async function beginStepUp(
  c: AppContext,
  actor: Actor,
): Promise<OutputOf<typeof contract.beginStepUp>> {
  const db = openDb(c.env.DB);
  if (actor.second_factors.length === 0) {
    const row = await db
      .select({ hash: user.passwordHash })
      .from(user)
      .where(eq(user.id, actor.id))
      .get();
    if (row?.hash) return { methods: ["password"], passkey: null, providers: [] };
    return { methods: [], passkey: null, providers: await linkedProviders(c.env, actor.id) };
  }
  const methods = [...actor.second_factors];
  if (!methods.includes("passkey")) return { methods, passkey: null, providers: [] };
  const mine = await db.select().from(passkey).where(eq(passkey.userId, actor.id));
  const { challenge, options } = requestOptions(relyingPartyOf(c), mine);
  const begun = await newChallenge(db, {
    kind: "passkey_step_up",
    userId: actor.id,
    loginId: actor.login_id,
    data: { challenge },
  });
  await runBatch(db, ...begun.statements);
  return { methods, passkey: { ticket: begun.ticket, options }, providers: [] };
}

type Proof = JsonOf<typeof contract.stepUp>;

async function checkStepUpPasskey(
  c: AppContext,
  actor: Actor,
  proof: Extract<Proof, { method: "passkey" }>,
): Promise<void> {
  const db = openDb(c.env.DB);
  const begun = await tryChallenge(db, ["passkey_step_up"], proof.ticket);
  if (!begun || begun.userId !== actor.id || begun.loginId !== actor.login_id) {
    throw new AppError("AUTH_008", { restart: true });
  }
  const given = {
    response: proof.response,
    challenge: String(begun.data["challenge"]),
    site: relyingPartyOf(c),
  };
  await checkPasskey(c.env, actor.id, given, originOf(c));
  if (!(await useChallenge(db, begun.id))) throw new AppError("AUTH_008", { restart: true });
}

/** The password proves nothing more where the account has a second factor. */
async function check(c: AppContext, actor: Actor, proof: Proof): Promise<string> {
  const factor = actor.second_factors.length > 0;
  if ((proof.method === "password") === factor) {
    throw new AppError("AUTH_010", { method: factor ? "second_factor" : "password" });
  }
  if (proof.method === "passkey") await checkStepUpPasskey(c, actor, proof);
  else if (proof.method === "password") await checkOwnPassword(c, actor.id, proof.password);
  else return checkCode(c, actor.id, proof.code);
  return proof.method;
}

export async function stepUp(
  c: AppContext,
  actor: Actor,
  proof: Proof,
): Promise<OutputOf<typeof contract.stepUp>> {
  const db = openDb(c.env.DB);
  const method = await check(c, actor, proof);
  const at = new Date();
  const factor = method !== "password";
  await runBatch(
    db,
    noteProof(db, actor.login_id, factor ? "second_factor" : "password", at),
    auditStatement(db, actor, originOf(c), {
      event: "SECURITY",
      action: "STEP_UP",
      resource: ["USER", actor.id],
      metadata: { method, login_id: actor.login_id },
    }),
  );
  return { until: new Date(at.getTime() + provedFor).toISOString(), second_factor: factor };
}
