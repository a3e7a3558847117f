import type { AppContext } from "../../platform/http/http.ts";

/** The site as passkeys know it: bound to its host, so that a look-alike gets nothing. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** PUBLIC_URL where it is set, else the address the request came to (localhost). */
export function relyingPartyOf(c: AppContext): RelyingParty {
  const { hostname, origin } = new URL(c.env.PUBLIC_URL || c.req.url);
  return { id: hostname, origin };
}
