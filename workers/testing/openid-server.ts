/** A real OpenID provider on this machine; whoever types a name at its door is that person. */
import { createServer, type RequestListener } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";
import { listen, type LocalServer } from "./listen.ts";
import { openIdClient } from "./openid-client.ts";

/** `ada` has ada@example.test; an address of somebody whose name begins with `unverified` is only claimed. */
const claimsOf = (sub: string) => ({
  sub,
  name: `Person ${sub}`,
  email: `${sub}@example.test`,
  email_verified: !sub.startsWith("unverified"),
});

export interface OpenIdServer extends LocalServer {
  /** From now on it sends people back to these, by scheme and host; nobody is answered before. */
  readonly serve: (sites: readonly string[]) => void;
}

export async function startOpenIdServer(): Promise<OpenIdServer> {
  let handler: RequestListener | undefined;
  const server = createServer((request, response) => handler?.(request, response));
  const { url, close } = await listen(server);
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "of-the-tests" };
  const serve = (sites: readonly string[]) => {
    const provider = new Provider(url, {
      clients: [
        {
          client_id: openIdClient.id,
          client_secret: openIdClient.secret,
          token_endpoint_auth_method: "client_secret_post",
          redirect_uris: sites.map((site) => `${site}/auth/callback/oidc`),
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      cookies: { keys: ["a-key-for-cookies-of-the-tests"] },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => claimsOf(id),
      }),
      jwks: { keys: [key] },
      pkce: { required: () => true },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    });
    handler = provider.callback();
  };
  return { url, close, serve };
}
