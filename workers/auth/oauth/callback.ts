import type { SignInResult } from "#contract/auth";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { acceptWith, signInWith } from "./arrive.ts";
import { discover } from "./discover.ts";
import { ProviderFailure } from "./fetch-provider.ts";
import { githubIdentity } from "./github.ts";
import type { Identity } from "./identity.ts";
import { linkToAccount } from "./link-identity.ts";
import { oidcIdentity } from "./oidc.ts";
import { proveWith } from "./prove.ts";
import { requireProvider, type Provider } from "./providers.ts";
import { withQuery } from "./return-path.ts";
import { endVisit, redirectUriOf, type Visit } from "./visit.ts";

/** RFC 9207: the answer says who gives it, so that no provider can pass for another (mix-up). */
async function checkIssuer(c: AppContext, provider: Provider): Promise<void> {
  if (provider.kind !== "oidc") return;
  const issuer = c.req.query("iss");
  const about = await discover(c.env, provider.issuer);
  const named = about.authorization_response_iss_parameter_supported === true;
  if (issuer === undefined ? named : issuer !== provider.issuer) throw new ProviderFailure("iss");
}

async function identify(c: AppContext, provider: Provider, visit: Visit): Promise<Identity> {
  await checkIssuer(c, provider);
  const error = c.req.query("error");
  if (error !== undefined) throw new ProviderFailure(`provider: ${error.slice(0, 60)}`);
  const code = c.req.query("code") ?? "";
  if (code === "" || code.length > 4096) throw new ProviderFailure("no code");
  const grant = {
    code,
    verifier: visit.verifier,
    nonce: visit.nonce,
    redirectUri: redirectUriOf(c, provider),
  };
  return provider.kind === "github"
    ? githubIdentity(provider, grant)
    : oidcIdentity(c.env, provider, grant);
}

/** Where a visitor goes on who is signed in, or one step short of it: the ticket stays out of every log. */
function onward(result: SignInResult, back: string): string {
  if (!result.challenge) return back;
  const { ticket, methods, expires_at } = result.challenge;
  const fragment = new URLSearchParams({ ticket, methods: methods.join(","), expires_at });
  return `${withQuery("/sign-in", "return", back)}#${fragment.toString()}`;
}

/** Whoever is back is signed in by the login that set out. Throws AUTH_002. */
function whoSetOut(c: AppContext, purpose: { userId: string; loginId: string }): Actor {
  const actor = c.get("actor");
  const same = actor?.key === null && actor.login_id === purpose.loginId;
  if (!same || actor.id !== purpose.userId) throw new AppError("AUTH_002");
  return actor;
}

async function arrive(c: AppContext, provider: Provider, visit: Visit): Promise<string> {
  const { purpose, back } = visit;
  if (purpose.kind === "link") {
    await linkToAccount(c, whoSetOut(c, purpose), await identify(c, provider, visit));
    return withQuery(back, "linked", provider.id);
  }
  if (purpose.kind === "prove") {
    await proveWith(c, whoSetOut(c, purpose), provider, await identify(c, provider, visit));
    return withQuery(back, "proved", provider.id);
  }
  const identity = await identify(c, provider, visit);
  const result =
    purpose.kind === "invitation"
      ? await acceptWith(c, purpose.tokenId, provider, identity)
      : await signInWith(c, provider, identity);
  return onward(result, back);
}

async function recordFailure(c: AppContext, provider: string, reason: string): Promise<void> {
  const db = openDb(c.env.DB);
  await runBatch(
    db,
    auditStatement(db, null, originOf(c), {
      event: "SECURITY",
      action: "LOGIN_FAILED",
      resource: ["USER", null],
      severity: "WARNING",
      metadata: { login_method: `oauth:${provider}`, failure_reason: reason },
    }),
  );
}

/** Back to where the visitor set out, with the code of what went wrong. */
function failed(c: AppContext, visit: Visit | null, error: AppError): string {
  c.get("activity").errorCode = error.code;
  if (visit && error.code !== "AUTH_002") {
    if (visit.purpose.kind === "link") return withQuery(visit.back, "error", error.code);
    if (visit.purpose.kind === "prove") return withQuery(visit.back, "not_proved", error.code);
  }
  const page = withQuery("/sign-in", "error", error.code);
  return visit ? withQuery(page, "return", visit.back) : page;
}

/** The browser is back from a provider: where it goes on, within the site. */
export async function finishVisit(c: AppContext, providerId: string): Promise<string> {
  const provider = requireProvider(c.env, providerId);
  const visit = await endVisit(c, c.req.query("state") ?? "", provider.id);
  try {
    if (visit === null) throw new ProviderFailure("state");
    return await arrive(c, provider, visit);
  } catch (error) {
    const known = error instanceof ProviderFailure ? new AppError("AUTH_017") : error;
    if (!(known instanceof AppError)) throw error;
    const reason = error instanceof ProviderFailure ? error.message : known.code;
    await recordFailure(c, provider.id, reason);
    return failed(c, visit, known);
  }
}
