import { and, eq, gt } from "drizzle-orm";
import { getCookie, setCookie } from "hono/cookie";
import * as v from "valibot";
import { openDb, runBatch } from "../../platform/db.ts";
import { minute } from "../../platform/durations.ts";
import { encodeBase64Url, equalSecrets, randomToken, sha256Hex } from "../../platform/hash.ts";
import type { Actor, AppContext } from "../../platform/http/http.ts";
import { siteAddress } from "../../platform/site-address.ts";
import { authChallenge } from "../auth-challenge.sql.ts";
import { newChallenge } from "../challenges.ts";
import { discover } from "./discover.ts";
import { githubAuthorization } from "./github.ts";
import type { Provider } from "./providers.ts";
import { returnPath } from "./return-path.ts";

/** How long somebody may take at the provider. */
export const lifetime = 10 * minute;

const Purpose = v.variant("kind", [
  v.object({ kind: v.literal("sign_in") }),
  /** The account and the login that set out. */
  v.object({ kind: v.literal("link"), userId: v.string(), loginId: v.string() }),
  /** The login whose person proves once more to be it (step-up). */
  v.object({ kind: v.literal("prove"), userId: v.string(), loginId: v.string() }),
  /** A row of one_time_token. */
  v.object({ kind: v.literal("invitation"), tokenId: v.string() }),
]);
export type Purpose = v.InferOutput<typeof Purpose>;

/** A visit to a provider, from the moment the browser is sent there. */
const Visit = v.object({
  provider: v.string(),
  back: v.string(),
  verifier: v.string(),
  nonce: v.string(),
  /** SHA-256 of the cookie of the browser that set out, hex; its tabs have one in common. */
  browser: v.string(),
  purpose: Purpose,
});
export type Visit = v.InferOutput<typeof Visit>;

export const purposeOf = (kind: "link" | "prove", actor: Actor): Purpose => ({
  kind,
  userId: actor.id,
  loginId: actor.login_id,
});

const isSecure = (c: AppContext): boolean => new URL(c.req.url).protocol === "https:";
const cookieName = (c: AppContext): string =>
  isSecure(c) ? "__Host-engawa-visit" : "engawa_visit";

export const redirectUriOf = (c: AppContext, provider: Provider): string =>
  `${siteAddress(c)}/auth/callback/${provider.id}`;

const pkce = async (verifier: string): Promise<string> =>
  encodeBase64Url(
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
  );

/** One that has set out in another tab keeps its cookie, so that each tab finds its way back. */
function browserOf(c: AppContext): string {
  const known = getCookie(c, cookieName(c));
  return known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomToken();
}

/**
 * Where the browser goes to be vouched for (T-11): with PKCE and a nonce, and a state that works
 * once, for ten minutes, in this browser and for this provider only. Throws ProviderFailure.
 */
export async function beginVisit(
  c: AppContext,
  provider: Provider,
  back: string | undefined,
  purpose: Purpose,
): Promise<string> {
  const db = openDb(c.env.DB);
  const [verifier, nonce, browser] = [randomToken(), randomToken(), browserOf(c)];
  const visit: Visit = {
    provider: provider.id,
    back: returnPath(back),
    verifier,
    nonce,
    browser: await sha256Hex(browser),
    purpose,
  };
  const authorization =
    provider.kind === "github"
      ? githubAuthorization(provider)
      : (await discover(c.env, provider.issuer)).authorization_endpoint;
  const begun = await newChallenge(db, { kind: "oauth", data: visit, lifetime });
  await runBatch(db, ...begun.statements);
  setCookie(c, cookieName(c), browser, {
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    path: "/",
    maxAge: lifetime / 1000,
  });
  const url = new URL(authorization);
  const query = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: redirectUriOf(c, provider),
    scope: provider.scope,
    state: begun.ticket,
    code_challenge: await pkce(verifier),
    code_challenge_method: "S256",
    ...(provider.kind === "oidc" ? { nonce, response_mode: "query" } : {}),
    ...provider.dated,
    ...(purpose.kind === "prove" ? provider.reauth : {}),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The visit a state belongs to, which is over with this; null for one that is unknown, old, used,
 * another provider's, or began in another browser.
 */
export async function endVisit(
  c: AppContext,
  state: string,
  providerId: string,
): Promise<Visit | null> {
  const browser = getCookie(c, cookieName(c));
  const row = await openDb(c.env.DB)
    .delete(authChallenge)
    .where(
      and(
        eq(authChallenge.kind, "oauth"),
        eq(authChallenge.ticketHash, await sha256Hex(state)),
        gt(authChallenge.expiresAt, new Date()),
      ),
    )
    .returning({ data: authChallenge.data })
    .get();
  if (row === undefined || browser === undefined) return null;
  const visit = v.parse(Visit, row.data);
  if (visit.provider !== providerId) return null;
  return (await equalSecrets(visit.browser, await sha256Hex(browser))) ? visit : null;
}
