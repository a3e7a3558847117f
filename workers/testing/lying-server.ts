/**
 * A provider that answers whatever the test wrote into the code it brings: every lie an OpenID
 * provider could tell, and GitHub's three addresses. It keeps nothing.
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { scriptOf, type Script } from "./lies.ts";
import { listen, type LocalServer } from "./listen.ts";

export async function startLyingServer(clientSecret: string): Promise<LocalServer> {
  const [own, foreign] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(own.publicKey)), alg: "RS256", use: "sig" };

  const sign = async ({ sign: how = "RS256", claims = {} }: Script): Promise<string> => {
    if (how === "none") return new UnsecuredJWT(claims).encode();
    const token = new SignJWT(claims).setProtectedHeader({
      alg: how === "HS256" ? "HS256" : "RS256",
    });
    if (how === "HS256") return token.sign(new TextEncoder().encode(clientSecret.padEnd(32)));
    return token.sign(how === "stranger" ? foreign.privateKey : own.privateKey);
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://local");
    const answer = (value: unknown) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(value));
    };
    const self = `http://${request.headers.host ?? ""}`;
    if (pathname.endsWith("/.well-known/openid-configuration")) {
      // Below /elsewhere it says it is another; below /plain its token endpoint is not safe.
      const issuer = pathname.startsWith("/elsewhere") ? "https://issuer.example" : self;
      const place = pathname.startsWith("/plain") ? "http://plain.example" : self;
      return answer({
        issuer: pathname.startsWith("/plain") ? `${self}/plain` : issuer,
        authorization_endpoint: `${self}/authorize`,
        token_endpoint: `${place}/token`,
        jwks_uri: `${self}/keys`,
      });
    }
    if (pathname === "/keys") return answer({ keys: [jwk] });
    const bearer = scriptFrom(request.headers.authorization);
    if (pathname === "/api/v3/user") return answer(bearer?.github?.user);
    if (pathname === "/api/v3/user/emails") return answer(bearer?.github?.emails);
    const code = new URLSearchParams(await text(request)).get("code") ?? "";
    const script = scriptOf(code);
    if (script.redirect !== undefined) {
      response.statusCode = 307;
      response.setHeader("location", script.redirect);
      return response.end();
    }
    answer(
      script.github ? { access_token: code } : { id_token: await sign(script), access_token: "x" },
    );
  });
  return listen(server);
}

const scriptFrom = (authorization: string | undefined): Script | undefined =>
  authorization?.startsWith("Bearer ") ? scriptOf(authorization.slice(7)) : undefined;
