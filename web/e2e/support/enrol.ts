import type { Account } from "#scripts/local/accounts";
import { signIn } from "./client.ts";
import { authenticator } from "./totp.ts";

/** Sets up an authenticator by a sign-in of its own: the others of the account have not shown it. */
export async function enrolTotp(url: string, account: Account) {
  const client = await signIn(url, account);
  const { password } = account;
  const begun = await client.json<{ ticket: string; secret: string }>(
    "POST",
    "/account/totp/begin",
    { password },
  );
  const app = authenticator(begun.secret);
  const json = { ticket: begun.ticket, code: await app.next() };
  await client.json("POST", "/account/totp/confirm", json);
  return app;
}
