import * as v from "valibot";
import { Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** `github`, `google`, `entra` or `oidc`: those the site offers stand in `getAuthStatus`. */
const ProviderParam = v.object({ provider: Text(40) });

/** A path of this site; anything else leads to its first page. */
const Return = v.optional(v.pipe(v.string(), v.maxLength(2000)));

/** Where the browser goes next. */
const Onward = v.object({ url: v.string() });

export const startOAuth = endpoint({
  method: "GET",
  safe: false,
  path: "/auth/oauth/:provider/start",
  access: "public",
  key: false,
  summary: "Leads the browser to a provider to sign in with (U-056); it returns to /auth/callback",
  param: ProviderParam,
  query: v.object({ return: Return }),
  raw: { response: "text/html" },
});

export const acceptInvitationElsewhere = endpoint({
  method: "POST",
  path: "/auth/oauth/:provider/invitation",
  access: "public",
  key: false,
  summary:
    "Accept an invitation with a provider that vouches for the invited address, instead of a password",
  param: ProviderParam,
  json: v.object({ token: Text(200) }),
  output: Onward,
});

export const linkIdentity = endpoint({
  method: "POST",
  path: "/account/identities/:provider",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Link an account elsewhere to one's own: where the browser goes to show it (T-11)",
  param: ProviderParam,
  json: v.object({ return: Return }),
  output: Onward,
});

export const proveElsewhere = endpoint({
  method: "POST",
  path: "/auth/oauth/:provider/step-up",
  access: "user",
  key: false,
  whileRestricted: true,
  summary:
    "Prove that it is you where the account has no password: where the browser goes to show it; holds for ten minutes",
  param: ProviderParam,
  json: v.object({ return: Return }),
  output: Onward,
});
