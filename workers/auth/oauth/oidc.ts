import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import * as v from "valibot";
import type { Env } from "../../platform/env.ts";
import { discover, type Discovery } from "./discover.ts";
import { fetchProvider, ProviderFailure } from "./fetch-provider.ts";
import { normalEmail, normalName, type Grant, type Identity } from "./identity.ts";
import type { OidcProvider } from "./providers.ts";

/** Signatures with a key pair: never `none`, never a secret that we know, too. */
const algorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];

const Tokens = v.object({ id_token: v.string(), access_token: v.optional(v.string()) });
const Keys = v.object({ keys: v.array(v.record(v.string(), v.unknown())) });
const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  email: v.nullish(v.string()),
  email_verified: v.nullish(v.union([v.boolean(), v.string()])),
  xms_edov: v.nullish(v.union([v.boolean(), v.string(), v.number()])),
  name: v.nullish(v.string()),
});
type Claims = v.InferOutput<typeof Claims>;

const read = <S extends v.GenericSchema>(schema: S, value: unknown, what: string) => {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new ProviderFailure(what);
  return result.output;
};

/** RFC 6749, 2.3.1: the secret in the header, where the provider does not want it in the body. */
function clientProof(
  provider: OidcProvider,
  methods: readonly string[] | undefined,
): Record<"headers" | "body", Record<string, string>> {
  const { clientId, clientSecret } = provider;
  if (methods?.includes("client_secret_post")) {
    return { headers: {}, body: { client_id: clientId, client_secret: clientSecret } };
  }
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
  const pair = btoa(`${encode(clientId)}:${encode(clientSecret)}`);
  return { headers: { authorization: `Basic ${pair}` }, body: {} };
}

async function exchange(provider: OidcProvider, about: Discovery, grant: Grant) {
  const proof = clientProof(provider, about.token_endpoint_auth_methods_supported);
  const answer = await fetchProvider(about.token_endpoint, {
    method: "POST",
    headers: { accept: "application/json", ...proof.headers },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: grant.code,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.verifier,
      ...proof.body,
    }),
  });
  return read(Tokens, answer, "tokens");
}

/** Who signed it, for whom, when, and in answer to what. */
async function verify(
  provider: OidcProvider,
  about: Discovery,
  token: string,
  nonce: string,
): Promise<JWTPayload> {
  const keys = read(Keys, await fetchProvider(about.jwks_uri), "keys") as JSONWebKeySet;
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
    issuer: provider.issuer,
    audience: provider.clientId,
    algorithms,
    requiredClaims: ["sub", "exp", "iat", "nonce"],
    maxTokenAge: "10m",
    clockTolerance: 60,
  }).catch((error: unknown) => {
    throw new ProviderFailure(`id_token ${(error as { code?: string }).code ?? "unreadable"}`);
  });
  if (payload["nonce"] !== nonce) throw new ProviderFailure("nonce");
  const authorized = payload["azp"];
  if (authorized !== undefined && authorized !== provider.clientId)
    throw new ProviderFailure("azp");
  return payload;
}

/** What the token leaves out, of the same subject. */
async function completeClaims(
  about: Discovery,
  payload: JWTPayload,
  accessToken: string | undefined,
): Promise<Claims> {
  const claims = read(Claims, payload, "claims");
  if (claims.email || !about.userinfo_endpoint || accessToken === undefined) return claims;
  const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json" };
  const more = read(Claims, await fetchProvider(about.userinfo_endpoint, { headers }), "userinfo");
  if (more.sub !== claims.sub) throw new ProviderFailure("userinfo subject");
  return more;
}

const isTrue = (value: unknown): boolean =>
  value === true || value === "true" || value === 1 || value === "1";

/** The identity a code stands for. Throws ProviderFailure where any check fails. */
export async function oidcIdentity(
  env: Env,
  provider: OidcProvider,
  grant: Grant,
): Promise<Identity> {
  const about = await discover(env, provider.issuer);
  const tokens = await exchange(provider, about, grant);
  const payload = await verify(provider, about, tokens.id_token, grant.nonce);
  const claims = await completeClaims(about, payload, tokens.access_token);
  const email = normalEmail(claims.email);
  // Of the signed token: what completes the claims is not.
  const authTime = payload["auth_time"];
  return {
    provider: provider.id,
    subject: claims.sub,
    email,
    emailVerified: email !== null && isTrue(claims[provider.emailProof]),
    name: normalName(claims.name),
    authenticatedAt: typeof authTime === "number" ? authTime * 1000 : null,
  };
}
