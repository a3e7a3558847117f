import type { SignInResult } from "#contract/auth";
import { openDb, runBatch } from "../platform/db.ts";
import type { AppContext } from "../platform/http/http.ts";
import { newChallenge } from "./challenges.ts";
import { factorsOf } from "./person.ts";
import { requireAccount } from "./require-account.ts";
import { startLogin, type NewLogin } from "./start-login.ts";

/**
 * A password was right, or a provider vouched for the account: signs in where that is enough, else
 * answers the ticket that a second factor completes, and sets no cookie. `login.with` runs either way.
 */
export async function afterFirstFactor(
  c: AppContext,
  account: { readonly id: string },
  login: Pick<NewLogin, "method" | "proved" | "with">,
): Promise<SignInResult> {
  const db = openDb(c.env.DB);
  const methods = factorsOf(await requireAccount(db, account.id, "AUTH_001"));
  if (methods.length === 0) {
    return { me: await startLogin(c, account.id, login), challenge: null };
  }
  const { ticket, expiresAt, statements } = await newChallenge(db, {
    kind: "second_factor",
    userId: account.id,
    data: { method: login.method },
  });
  await runBatch(db, ...statements, ...(login.with ?? []));
  return { me: null, challenge: { ticket, methods, expires_at: expiresAt.toISOString() } };
}
