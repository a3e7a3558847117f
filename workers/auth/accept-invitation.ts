import { eq } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import type { JsonOf, OutputOf } from "#contract/endpoint";
import type * as contract from "#contract/password";
import { isRefused } from "../platform/assert-statement.ts";
import { auditStatement } from "../platform/records/audit.ts";
import { openDb, type Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { findToken, spendStatements } from "./one-time-tokens.ts";
import { setPassword } from "./passwords/change-password.ts";
import { hashNewPassword } from "./passwords/new-password.ts";
import { startLogin } from "./start-login.ts";
import { user } from "./user.sql.ts";

/** The token and the account it invites. Throws AUTH_012. */
export async function findInvitation(db: Db, secret: string) {
  const found = await findToken(db, "invitation", secret);
  if (found.account.status !== "invited" || found.token.subject !== found.account.email) {
    throw new AppError("AUTH_012");
  }
  return found;
}

/** Whom an invitation is for, and who sent it. */
export async function getInvitation(
  db: Db,
  secret: string,
): Promise<OutputOf<typeof contract.getInvitation>> {
  const { token, account } = await findInvitation(db, secret);
  const by = await db
    .select({ name: user.name })
    .from(user)
    .where(eq(user.id, token.createdBy ?? ""))
    .get();
  const { email, name, role } = account;
  return { email, name, role, invited_by: by?.name ?? "" };
}

/** Name and password make the account active, and its person is signed in; the link worked once. */
export async function acceptInvitation(
  c: AppContext,
  json: JsonOf<typeof contract.acceptInvitation>,
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const { token, account } = await findInvitation(db, json.token);
  const named = { ...account, name: json.name };
  const passwordHash = await hashNewPassword(db, c.env, named, json.password);
  const accepted = {
    name: json.name,
    language: json.language ?? account.language,
    status: "active",
    emailVerifiedAt: new Date(),
  } as const;
  const statements = [
    ...spendStatements(db, token.id),
    ...setPassword(db, account, passwordHash, accepted),
    auditStatement(db, account, originOf(c), {
      event: "SECURITY",
      action: "INVITATION_ACCEPTED",
      resource: ["USER", account.id],
      after: { email: account.email, role: account.role, status: "active" },
      metadata: { invited_by: token.createdBy },
    }),
  ];
  try {
    const login = { method: "invitation", proved: "password", with: statements } as const;
    return { me: await startLogin(c, account.id, login), challenge: null };
  } catch (error) {
    if (isRefused(error)) throw new AppError("AUTH_012");
    throw error;
  }
}
