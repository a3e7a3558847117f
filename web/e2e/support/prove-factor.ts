import type { Account } from "#scripts/local/accounts";
import type { Client } from "./client.ts";
import { authenticator } from "./totp.ts";

/** Sets up an authenticator over HTTP: this sign-in has then shown a second factor. */
export async function provesFactor(client: Client, account: Account): Promise<void> {
  const begun = await client.json<{ ticket: string; secret: string }>(
    "POST",
    "/account/totp/begin",
    { password: account.password },
  );
  const code = await authenticator(begun.secret).next();
  await client.json("POST", "/account/totp/confirm", { ticket: begun.ticket, code });
}
