import { Hono } from "hono";
import { endpoint } from "#contract/endpoint";
import * as contract from "#contract/oauth";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { guard } from "../../platform/http/guard.ts";
import type { AppContext, AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { siteAddress } from "../../platform/site-address.ts";
import { findInvitation } from "../accept-invitation.ts";
import { finishVisit } from "./callback.ts";
import { ProviderFailure } from "./fetch-provider.ts";
import { requireProvider } from "./providers.ts";
import { beginVisit, purposeOf, type Purpose } from "./visit.ts";

export const oauthRoutes = new Hono<AppEnv>();

const begin = (c: AppContext, provider: string, back: string | undefined, purpose: Purpose) =>
  beginVisit(c, requireProvider(c.env, provider), back, purpose);

const failure = (error: unknown): never => {
  throw error instanceof ProviderFailure ? new AppError("AUTH_017") : error;
};

/** A page leads here, so a provider that does not answer leads back to one. */
raw(oauthRoutes, contract.startOAuth, async (c, { param, query }) => {
  const url = await begin(c, param.provider, query.return, { kind: "sign_in" }).catch(
    (error: unknown) => {
      if (error instanceof ProviderFailure) return "/sign-in?error=AUTH_017";
      throw error;
    },
  );
  return c.redirect(url);
});

implement(oauthRoutes, contract.acceptInvitationElsewhere, async (c, { param, json }) => {
  const { token } = await findInvitation(openDb(c.env.DB), json.token);
  const purpose = { kind: "invitation", tokenId: token.id } as const;
  return { url: await begin(c, param.provider, "/", purpose).catch(failure) };
});

implement(oauthRoutes, contract.linkIdentity, async (c, { actor, param, json }) => {
  const back = json.return ?? "/account";
  const purpose = purposeOf("link", actor);
  return { url: await begin(c, param.provider, back, purpose).catch(failure) };
});

implement(oauthRoutes, contract.proveElsewhere, async (c, { actor, param, json }) => {
  const purpose = purposeOf("prove", actor);
  return { url: await begin(c, param.provider, json.return, purpose).catch(failure) };
});

/** `GET /auth/callback/:provider` (U-056): where providers send people back to; it is no endpoint of the API. */
export const oauthCallback = new Hono<AppEnv>();

const spec = endpoint({
  method: "GET",
  safe: false,
  path: "/auth/callback/:provider",
  access: "public",
  key: false,
  summary: "The way back from a provider",
});

oauthCallback.get("/auth/callback/:provider", async (c) => {
  guard(spec, c);
  const path = await finishVisit(c, c.req.param("provider"));
  return c.redirect(`${siteAddress(c)}${path}`);
});
