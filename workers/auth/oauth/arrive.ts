import { and, eq } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { isRefused } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { afterFirstFactor } from "../after-first-factor.ts";
import { oneTimeToken } from "../one-time-token.sql.ts";
import { spendStatements } from "../one-time-tokens.ts";
import { isDuplicate } from "../service.ts";
import { startLogin } from "../start-login.ts";
import { user } from "../user.sql.ts";
import type { Identity } from "./identity.ts";
import { insertIdentity, ownerOf } from "./link-identity.ts";
import { isFresh } from "./prove.ts";
import type { Provider } from "./providers.ts";
import { signUp } from "./sign-up.ts";
import { userIdentity } from "./user-identity.sql.ts";

/** What was just shown at the provider counts as the password would; a sign-in there from before does not (step-up). */
const loginOf = (provider: Provider, identity: Identity) =>
  ({
    method: `oauth:${provider.id}`,
    proved: isFresh(provider, identity, false) ? "password" : null,
  }) as const;

/**
 * Signs in who is linked. An address alone opens no account: where there is one, AUTH_018; else
 * AUTH_025, unless the site takes uninvited people.
 */
export async function signInWith(
  c: AppContext,
  provider: Provider,
  identity: Identity,
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const owner = await ownerOf(db, identity);
  if (owner === undefined) {
    const account = await signUp(c, identity);
    return afterFirstFactor(c, account, loginOf(provider, identity));
  }
  const used = db
    .update(userIdentity)
    .set({ lastUsedAt: new Date(), email: identity.email })
    .where(
      and(eq(userIdentity.provider, identity.provider), eq(userIdentity.subject, identity.subject)),
    );
  return afterFirstFactor(c, { id: owner }, { ...loginOf(provider, identity), with: [used] });
}

/**
 * The invited account becomes active and linked, where the provider has seen that the invited
 * address is the visitor's; AUTH_012 else, and where the invitation is no longer one.
 */
export async function acceptWith(
  c: AppContext,
  tokenId: string,
  provider: Provider,
  identity: Identity,
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const found = await db
    .select({ account: user, subject: oneTimeToken.subject, invitedBy: oneTimeToken.createdBy })
    .from(oneTimeToken)
    .innerJoin(user, eq(user.id, oneTimeToken.userId))
    .where(and(eq(oneTimeToken.id, tokenId), eq(oneTimeToken.kind, "invitation")))
    .get();
  const account = found?.account;
  const theirs = identity.emailVerified && identity.email === account?.email;
  if (!account || !theirs || account.status !== "invited" || found.subject !== account.email) {
    throw new AppError("AUTH_012");
  }
  const now = new Date();
  const statements = [
    ...spendStatements(db, tokenId),
    db
      .update(user)
      .set({ status: "active", emailVerifiedAt: now, updatedAt: now })
      .where(eq(user.id, account.id)),
    insertIdentity(db, identity, account.id),
    auditStatement(db, account, originOf(c), {
      event: "SECURITY",
      action: "INVITATION_ACCEPTED",
      resource: ["USER", account.id],
      after: { email: account.email, role: account.role, status: "active" },
      metadata: { invited_by: found.invitedBy, provider: identity.provider },
    }),
  ];
  try {
    const login = { ...loginOf(provider, identity), with: statements };
    return { me: await startLogin(c, account.id, login), challenge: null };
  } catch (error) {
    if (isRefused(error)) throw new AppError("AUTH_012");
    if (isDuplicate(error)) throw new AppError("AUTH_018");
    throw error;
  }
}
