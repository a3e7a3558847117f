import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { isSingleUser } from "../../platform/site-mode.ts";
import { publicAddress } from "../../platform/site-address.ts";

interface Common {
  readonly id: string;
  /** As its button says. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** What asks it to have its visitor prove once more who they are; Google and GitHub let them choose at most. */
  readonly reauth: Readonly<Record<string, string>>;
  /** What has it say when its visitor last proved that, whatever they come for. */
  readonly dated?: Readonly<Record<string, string>>;
}

export interface OidcProvider extends Common {
  readonly kind: "oidc";
  readonly issuer: string;
  /** Entra lets its users write any address into their profile: it counts once Entra confirms its domain. */
  readonly emailProof: "email_verified" | "xms_edov";
}

export interface GithubProvider extends Common {
  readonly kind: "github";
  readonly site: string;
  readonly api: string;
}

export type Provider = OidcProvider | GithubProvider;

const openId = "openid email profile";
const chooses = { prompt: "select_account" };
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Read = (env: Env) => Provider | null;

const github: Read = (env) => {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret) return null;
  const enterprise = env.GITHUB_URL ? new URL(env.GITHUB_URL).origin : null;
  return {
    kind: "github",
    id: "github",
    name: "GitHub",
    clientId,
    clientSecret,
    scope: "user:email",
    reauth: chooses,
    site: enterprise ?? "https://github.com",
    api: enterprise ? `${enterprise}/api/v3` : "https://api.github.com",
  };
};

const google: Read = (env) => {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret) return null;
  const common = { id: "google", name: "Google", clientId, clientSecret, scope: openId };
  const issuer = "https://accounts.google.com";
  return { kind: "oidc", ...common, issuer, emailProof: "email_verified", reauth: chooses };
};

/** One tenant by its id: `common` would let every tenant in, under an issuer nobody can name beforehand. */
const entra: Read = (env) => {
  const { ENTRA_TENANT: tenant = "", ENTRA_CLIENT_ID: clientId } = env;
  const clientSecret = env.ENTRA_CLIENT_SECRET;
  if (!guid.test(tenant) || !clientId || !clientSecret) return null;
  const common = { id: "entra", name: "Microsoft", clientId, clientSecret, scope: openId };
  const issuer = `https://login.microsoftonline.com/${tenant.toLowerCase()}/v2.0`;
  const reauth = { prompt: "login" };
  return { kind: "oidc", ...common, issuer, emailProof: "xms_edov", reauth };
};

const other: Read = (env) => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return null;
  const name = env.OIDC_NAME || new URL(issuer).hostname;
  const common = { id: "oidc", name, clientId, clientSecret, scope: openId };
  // With a greatest age the token must say when (OpenID Connect Core, 2), whatever became of the prompt on the way.
  const reauth = { prompt: "login", max_age: "0" };
  const dated = { max_age: "31536000" };
  return { kind: "oidc", ...common, issuer, emailProof: "email_verified", reauth, dated };
};

/** Who vouches for people here, in the order of the buttons: those whose client the site was given. */
export function providersOf(env: Env): Provider[] {
  if (isSingleUser(env)) return [];
  // Without an address of its own the site cannot say where they send people back to.
  if (publicAddress(env) === null && env.ENVIRONMENT !== "local") return [];
  return [github, google, entra, other].flatMap((read) => read(env) ?? []);
}

/** Throws AUTH_019 for one that is not offered. */
export function requireProvider(env: Env, id: string): Provider {
  const found = providersOf(env).find((provider) => provider.id === id);
  if (!found) throw new AppError("AUTH_019");
  return found;
}
