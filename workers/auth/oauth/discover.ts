import * as v from "valibot";
import type { Env } from "../../platform/env.ts";
import { fetchProvider, ProviderFailure } from "./fetch-provider.ts";

/** Seconds a discovery document is believed; keys are read anew for each sign-in. */
const keptFor = 3600;

const Document = v.object({
  issuer: v.string(),
  authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  jwks_uri: v.string(),
  userinfo_endpoint: v.optional(v.string()),
  token_endpoint_auth_methods_supported: v.optional(v.array(v.string())),
  authorization_response_iss_parameter_supported: v.optional(v.boolean()),
});
export type Discovery = v.InferOutput<typeof Document>;

const here = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Secrets go over https, or stay on this machine. */
function isSafe(env: Env, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (env.ENVIRONMENT === "local" && here.has(hostname));
}

function check(env: Env, issuer: string, value: unknown): Discovery | null {
  const { success, output } = v.safeParse(Document, value);
  if (!success || output.issuer !== issuer) return null;
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = output;
  const endpoints = [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint];
  return endpoints.every((one) => one === undefined || isSafe(env, one)) ? output : null;
}

/** What an issuer says of itself (OpenID Connect Discovery). Throws ProviderFailure. */
export async function discover(env: Env, issuer: string): Promise<Discovery> {
  const key = `oidc:${issuer}`;
  const kept = check(env, issuer, await env.KV.get(key, "json"));
  if (kept) return kept;
  if (!isSafe(env, issuer)) throw new ProviderFailure("issuer");
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const found = check(env, issuer, await fetchProvider(address));
  if (!found) throw new ProviderFailure("discovery");
  await env.KV.put(key, JSON.stringify(found), { expirationTtl: keptFor });
  return found;
}
