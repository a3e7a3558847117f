import type { Db, Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { named } from "../platform/text/folded-name.ts";
import { mailStatements } from "../mail/outbox.ts";
import { newToken, voidTokens } from "./one-time-tokens.ts";
import { recipientOf } from "./recipient.ts";
import { user } from "./user.sql.ts";

type Account = typeof user.$inferSelect;
type Inviter = { readonly id: string; readonly name: string };

/**
 * A fresh invitation for an account that has not accepted yet; links sent before stop working. The
 * link is for the caller where the site sends no mail. `site`: scheme and host (siteAddress).
 */
export async function inviteAgain(
  db: Db,
  env: Env,
  site: string,
  account: Pick<Account, "id" | "email" | "name" | "language" | "timeZone">,
  invitedBy: Inviter,
): Promise<{ link: string; expiresAt: Date; statements: Statement[] }> {
  const { link, expiresAt, statement } = await newToken(db, site, {
    kind: "invitation",
    userId: account.id,
    subject: account.email,
    createdBy: invitedBy.id,
  });
  const mail = await mailStatements(db, env, {
    to: recipientOf(account),
    event: "invitation",
    data: { invited_by: invitedBy.name, link, expires_at: expiresAt },
  });
  const statements = [voidTokens(db, account.id, "invitation"), ...statement, ...mail];
  return { link, expiresAt, statements };
}

/**
 * A new account that waits for its person, with its invitation; for the batch that also holds the
 * caller's audit row. The batch fails (`isDuplicate`) where the address is taken. Call `deliverSoon`
 * afterwards.
 */
export async function invite(
  db: Db,
  env: Env,
  site: string,
  person: Pick<Account, "email" | "name" | "role"> & Partial<Pick<Account, "language">>,
  invitedBy: Inviter,
): Promise<{ id: string; link: string; expiresAt: Date; statements: Statement[] }> {
  const id = crypto.randomUUID();
  const now = new Date();
  const language = person.language ?? null;
  const account = { ...person, id, language, timeZone: "Asia/Tokyo" };
  const stands = { status: "invited", createdAt: now, updatedAt: now } as const;
  const row = { ...account, ...named(person.name), ...stands };
  const sent = await inviteAgain(db, env, site, account, invitedBy);
  return { id, ...sent, statements: [db.insert(user).values(row), ...sent.statements] };
}
