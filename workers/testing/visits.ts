/** Browsers that go to a provider and come back, for tests of OAuth. */
import { inject } from "vitest";
import type { Env } from "../platform/env.ts";
import { openIdClient } from "./openid-client.ts";
import { codeOf, type Script } from "./lies.ts";
import { request, type Person } from "./people.ts";

export const site = "http://engawa.test";

const client = { OIDC_CLIENT_ID: openIdClient.id, OIDC_CLIENT_SECRET: openIdClient.secret };
/** A site whose provider is the real one. */
export const honest: Partial<Env> = { ...client, OIDC_ISSUER: inject("openIdUrl") };
/** A site whose providers say whatever a test wants. */
export const lying: Partial<Env> = {
  ...client,
  OIDC_ISSUER: inject("lyingUrl"),
  GITHUB_URL: inject("lyingUrl"),
  GITHUB_CLIENT_ID: "engawa",
  GITHUB_CLIENT_SECRET: "secret",
};

/** A browser on its way: the address it was sent to, and the cookies it has. */
export interface Traveller {
  readonly at: URL;
  readonly cookie: string;
  readonly bindings: Partial<Env>;
}

export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0] ?? "")
    .filter((one) => !one.endsWith("="))
    .join("; ");

export async function setOut(
  bindings: Partial<Env>,
  provider = "oidc",
  back = "/p/1",
  has = "",
): Promise<Traveller> {
  const path = `/api/v1/auth/oauth/${provider}/start?return=${encodeURIComponent(back)}`;
  const response = await request("GET", path, { env: bindings, headers: { cookie: has } });
  if (response.status !== 302) throw new Error(await response.text());
  const at = new URL(response.headers.get("location") ?? "", site);
  return { at, cookie: cookiesOf(response), bindings };
}

/** Types a name at the real provider's door and agrees to everything; answers where it sends the browser. */
export async function visitOpenId(start: URL, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  const go = async (url: URL, body?: URLSearchParams): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      headers: { cookie },
      redirect: "manual",
      ...(body ? { body } : {}),
    });
    for (const one of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  let url = start;
  for (let step = 0; step < 10; step++) {
    let response = await go(url);
    if (response.status === 200) {
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1] ?? "";
      response = await go(url, new URLSearchParams({ prompt, login, password: "any" }));
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`${response.status} ${await response.text()}`);
    url = new URL(location, url);
    if (url.origin === site) return url;
  }
  throw new Error("the provider never sent the browser back");
}

/** Comes back with what is in the address; answers where the site sends the browser, and its cookies. */
export async function comeBack(traveller: Traveller, to: URL, cookie = traveller.cookie) {
  const response = await request("GET", to.pathname + to.search, {
    env: traveller.bindings,
    headers: { cookie },
  });
  if (response.status !== 302) throw new Error(`${response.status} ${await response.text()}`);
  const location = response.headers.get("location") ?? "";
  const signedIn = response.headers
    .getSetCookie()
    .find((one) => one.startsWith("engawa_login=") && !one.startsWith("engawa_login=;"));
  return { location, cookie: signedIn?.split(";")[0] ?? null };
}

/** The whole way with the real provider. */
export async function signInAs(login: string, bindings = honest, back?: string) {
  const traveller = await setOut(bindings, "oidc", back);
  return comeBack(traveller, await visitOpenId(traveller.at, login));
}

/**
 * Somebody signed in is sent out by an endpoint, vouched for as `login`, and comes back. `change`:
 * what they make of the address on the way.
 */
export async function travelAs(
  person: Person,
  path: string,
  login: string,
  back: string,
  change: (at: URL) => void = () => {},
) {
  const response = await request("POST", `/api/v1${path}`, {
    as: person,
    json: { return: back },
    env: honest,
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const at = new URL(((await response.json()) as { url: string }).url);
  change(at);
  const cookie = `${person.cookie}; ${cookiesOf(response)}`;
  return comeBack({ at, cookie, bindings: honest }, await visitOpenId(at, login));
}

/** The address a lying provider sends the browser back to. */
export function lieOf(
  traveller: Traveller,
  script: Script,
  query: Record<string, string> = {},
  provider = "oidc",
): URL {
  const url = new URL(`/auth/callback/${provider}`, site);
  const state = traveller.at.searchParams.get("state") ?? "";
  const all = { state, code: codeOf(script), ...query };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url;
}

/** Claims an honest provider would make. */
export const claimsFor = (
  traveller: Traveller,
  sub: string,
  more: Record<string, unknown> = {},
) => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: inject("lyingUrl"),
    aud: openIdClient.id,
    sub,
    iat: now,
    exp: now + 300,
    nonce: traveller.at.searchParams.get("nonce"),
    email: `${sub}@example.test`,
    email_verified: true,
    ...more,
  };
};
