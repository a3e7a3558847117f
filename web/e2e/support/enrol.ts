import type { Account } from "#scripts/local/accounts";
import { signIn, type Client } from "./client.ts";
import { authenticator } from "./totp.ts";

export type Authenticator = ReturnType<typeof authenticator>;

/** Sets up an authenticator: this sign-in, and no other of the account, has then shown a second factor. */
export async function provesFactor(client: Client, account: Account): Promise<Authenticator> {
  const begun = await client.json<{ ticket: string; secret: string }>(
    "POST",
    "/account/totp/begin",
    { password: account.password },
  );
  const app = authenticator(begun.secret);
  const json = { ticket: begun.ticket, code: await app.next() };
  await client.json("POST", "/account/totp/confirm", json);
  return app;
}

/** The same by a sign-in of its own. */
export const enrolTotp = async (url: string, account: Account): Promise<Authenticator> =>
  provesFactor(await signIn(url, account), account);
