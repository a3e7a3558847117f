import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { expect, inject, test } from "vitest";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Script } from "../../testing/lies.ts";
import { createAccount, request } from "../../testing/people.ts";
import {
  claimsFor,
  comeBack,
  honest,
  lieOf,
  lying,
  setOut,
  site,
  visitOpenId,
  type Traveller,
} from "../../testing/visits.ts";
import { authChallenge } from "../auth-challenge.sql.ts";
import { user } from "../user.sql.ts";
import { userIdentity } from "./user-identity.sql.ts";

const db = openDb(env.DB);
const refused = { location: `${site}/sign-in?error=AUTH_017&return=%2Fp%2F1`, cookie: null };
const unknown = { location: `${site}/sign-in?error=AUTH_017`, cookie: null };

/** Somebody whose account at the provider is linked, so that only a check stands in an attacker's way. */
async function victim(provider = "oidc"): Promise<string> {
  const account = await createAccount("user");
  const subject = provider === "github" ? String(Date.now() % 1e9) : `victim-${account.id}`;
  const row = { provider, subject, userId: account.id, email: null, linkedAt: new Date() };
  await db.insert(userIdentity).values(row);
  return subject;
}

/** Why the last sign-in failed, as the record has it. */
async function lastReason(): Promise<unknown> {
  const row = await db
    .select({ metadata: auditLog.metadata })
    .from(auditLog)
    .where(eq(auditLog.action, "LOGIN_FAILED"))
    .orderBy(desc(auditLog.createdAt))
    .limit(1)
    .get();
  return row?.metadata?.["failure_reason"];
}

const lie = async (
  script: (at: Traveller, sub: string) => Script,
  bindings: Partial<Env> = lying,
) => {
  const sub = await victim();
  const traveller = await setOut(bindings);
  return comeBack(traveller, lieOf(traveller, script(traveller, sub)));
};

test("what an honest provider says lets its person in", async () => {
  const back = await lie((at, sub) => ({ claims: claimsFor(at, sub) }));
  expect(back).toMatchObject({ location: `${site}/p/1`, cookie: expect.stringMatching(/./) });
});

const now = Math.floor(Date.now() / 1000);

test.each<[string, Script["sign"], Record<string, unknown>, string]>([
  ["not signed", "none", {}, "id_token"],
  ["signed with the secret both know", "HS256", {}, "id_token"],
  ["signed by somebody else", "stranger", {}, "id_token ERR_JWS_SIGNATURE"],
  ["of another issuer", "RS256", { iss: "https://accounts.google.com" }, "id_token ERR_JWT_CLAIM"],
  ["for another client", "RS256", { aud: "another" }, "id_token ERR_JWT_CLAIM"],
  ["authorized to another client", "RS256", { azp: "another" }, "azp"],
  ["of another visit", "RS256", { nonce: "another" }, "nonce"],
  ["of no visit", "RS256", { nonce: undefined }, "id_token ERR_JWT_CLAIM"],
  ["that expired", "RS256", { iat: now - 900, exp: now - 600 }, "id_token ERR_JWT_EXPIRED"],
  ["that never expires", "RS256", { exp: undefined }, "id_token ERR_JWT_CLAIM"],
  ["of yesterday", "RS256", { iat: now - 86_400 }, "id_token ERR_JWT_EXPIRED"],
  ["about nobody", "RS256", { sub: "" }, "claims"],
])("a token %s is no proof", async (_name, sign, claims, reason) => {
  const back = await lie((at, sub) => ({
    sign: sign ?? "RS256",
    claims: claimsFor(at, sub, claims),
  }));
  expect(back).toEqual(refused);
  expect(await lastReason()).toEqual(expect.stringContaining(reason));
});

test("a state that nobody was given, or that is missing, is none", async () => {
  const sub = await victim();
  const traveller = await setOut(lying);
  const to = lieOf(traveller, { claims: claimsFor(traveller, sub) }, { state: "guessed" });
  expect(await comeBack(traveller, to)).toEqual(unknown);
  to.searchParams.delete("state");
  expect(await comeBack(traveller, to)).toEqual(unknown);
  expect(await lastReason()).toBe("state");
});

test("a state works once, whether it succeeded or not, and for one of two at once", async () => {
  const sub = await victim();
  const traveller = await setOut(lying);
  const to = lieOf(traveller, { claims: claimsFor(traveller, sub) });
  const both = await Promise.all([comeBack(traveller, to), comeBack(traveller, to)]);
  expect(both.filter(({ cookie }) => cookie !== null)).toHaveLength(1);
  expect(await comeBack(traveller, to)).toEqual(unknown);
  const second = await setOut(lying);
  await comeBack(second, lieOf(second, { claims: claimsFor(second, sub, { nonce: "x" }) }));
  expect(await comeBack(second, lieOf(second, { claims: claimsFor(second, sub) }))).toEqual(
    unknown,
  );
});

test("a state of another browser is none: nobody is signed in to an attacker's account (login CSRF)", async () => {
  const sub = await victim();
  const [attacker, other] = [await setOut(lying), await setOut(lying)];
  const claims = claimsFor(attacker, sub);
  expect(await comeBack(attacker, lieOf(attacker, { claims }), other.cookie)).toEqual(unknown);
  const again = await setOut(lying);
  const to = lieOf(again, { claims: claimsFor(again, sub) });
  expect(await comeBack(again, to, "")).toEqual(unknown);
});

test("two tabs of a browser each come back, and a stray return ends no visit", async () => {
  const sub = await victim();
  const first = await setOut(lying);
  const second = await setOut(lying, "oidc", "/p/2", first.cookie);
  // The browser keeps what was set last.
  const { cookie } = second;
  const to = (tab: Traveller, query = {}) => lieOf(tab, { claims: claimsFor(tab, sub) }, query);
  const stray = await request("GET", `/auth/callback/oidc${to(first, { state: "x" }).search}`, {
    env: lying,
    headers: { cookie },
  });
  expect(stray.headers.getSetCookie()).toEqual([]);
  for (const [tab, path] of [
    [first, "/p/1"],
    [second, "/p/2"],
  ] as const) {
    const back = await comeBack(tab, to(tab), cookie);
    expect(back).toEqual({ location: `${site}${path}`, cookie: expect.stringMatching(/./) });
  }
});

test("a state ends after ten minutes", async () => {
  const sub = await victim();
  const traveller = await setOut(lying);
  const row = await db
    .select()
    .from(authChallenge)
    .where(eq(authChallenge.kind, "oauth"))
    .orderBy(desc(authChallenge.createdAt))
    .limit(1)
    .get();
  expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(9 * 60_000);
  await db
    .update(authChallenge)
    .set({ expiresAt: new Date() })
    .where(eq(authChallenge.id, row?.id ?? ""));
  const to = lieOf(traveller, { claims: claimsFor(traveller, sub) });
  expect(await comeBack(traveller, to)).toEqual(unknown);
});

test("no provider passes for another (mix-up)", async () => {
  const sub = await victim("github");
  // Begun with one, brought back to the other: each has its own way back.
  const traveller = await setOut(lying, "oidc");
  const github = { user: { id: Number(sub), login: "x" }, emails: [] };
  expect(await comeBack(traveller, lieOf(traveller, { github }, {}, "github"))).toEqual(unknown);
  // RFC 9207: an answer in another's name.
  const named = await setOut(lying);
  const answer = { claims: claimsFor(named, await victim()) };
  const to = lieOf(named, answer, { iss: "https://evil.example" });
  expect(await comeBack(named, to)).toEqual(refused);
  expect(await lastReason()).toBe("iss");
});

test("a provider that always says its name is not believed without it", async () => {
  const traveller = await setOut(honest);
  const to = await visitOpenId(traveller.at, `ada-${crypto.randomUUID()}`);
  expect(to.searchParams.get("iss")).toBe(inject("openIdUrl"));
  to.searchParams.delete("iss");
  expect(await comeBack(traveller, to)).toEqual(refused);
});

test("a code works once, and only for the visit it was given to (PKCE)", async () => {
  const login = `ada-${crypto.randomUUID()}`;
  const [first, second] = [await setOut(honest), await setOut(honest)];
  const to = await visitOpenId(first.at, login);
  // A code that was stolen and put into another visit: its verifier does not fit.
  const stolen = new URL(to);
  stolen.searchParams.set("state", second.at.searchParams.get("state") ?? "");
  expect(await comeBack(second, stolen)).toEqual(refused);
  expect(await lastReason()).toBe("status 400");
  // Its own visit's does; then it is used up.
  expect((await comeBack(first, to)).location).toContain("error=AUTH_025");
  const third = await setOut(honest);
  to.searchParams.set("state", third.at.searchParams.get("state") ?? "");
  expect(await comeBack(third, to)).toEqual(refused);
});

test.each([
  [{ error: "access_denied", error_description: "<script>alert(1)</script>" }],
  [{ error: "x".repeat(5000) }],
  [{ code: "" }],
  [{ code: "x".repeat(5000) }],
])(
  "a provider that says no leads back to the sign-in: %#",
  async (query: Record<string, string>) => {
    const traveller = await setOut(lying);
    const to = lieOf(traveller, {}, query);
    expect(await comeBack(traveller, to)).toEqual(refused);
  },
);

test("a provider cannot lead the server elsewhere", async () => {
  const back = await lie(() => ({ redirect: `${inject("lyingUrl")}/keys` }));
  expect(back).toEqual(refused);
  expect(await lastReason()).toBe("status 307");
});

test.each(["elsewhere", "plain", "nowhere"])(
  "an issuer whose own description does not hold is not visited: %s",
  async (folder) => {
    const bindings = { ...lying, OIDC_ISSUER: `${inject("lyingUrl")}/${folder}` };
    const response = await request("GET", "/api/v1/auth/oauth/oidc/start", { env: bindings });
    expect(response.headers.get("location")).toBe("/sign-in?error=AUTH_017");
  },
);

test("an issuer without https is not visited from a site in the world", async () => {
  const bindings = { ...lying, ENVIRONMENT: "production", PUBLIC_URL: "https://engawa.example" };
  const response = await request("GET", "/api/v1/auth/oauth/oidc/start", { env: bindings });
  expect(response.headers.get("location")).toBe("/sign-in?error=AUTH_017");
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example", "/.//evil.example"])(
  "nobody is led to another site after signing in: %s",
  async (back) => {
    const sub = await victim();
    const traveller = await setOut(lying, "oidc", back);
    const to = lieOf(traveller, { claims: claimsFor(traveller, sub) });
    expect((await comeBack(traveller, to)).location).toBe(`${site}/`);
  },
);

test("GitHub's account signs in by its number, not by its name or address", async () => {
  const subject = await victim("github");
  const signIn = async (id: number, email: string, verified = true) => {
    const traveller = await setOut(lying, "github");
    expect(traveller.at.searchParams.get("scope")).toBe("user:email");
    const emails = [{ email, primary: true, verified }];
    const github = { user: { id, login: "ada", name: null }, emails };
    return comeBack(traveller, lieOf(traveller, { github }, {}, "github"));
  };
  expect((await signIn(Number(subject), "new@example.test")).cookie).not.toBeNull();
  const other = await createAccount("user");
  expect((await signIn(1, other.email)).location).toContain("error=AUTH_018");
  expect((await signIn(1, other.email, false)).location).toContain("error=AUTH_025");
});

test("the same number at another provider is somebody else", async () => {
  const subject = await victim("github");
  const traveller = await setOut(lying);
  const to = lieOf(traveller, { claims: claimsFor(traveller, subject) });
  expect((await comeBack(traveller, to)).location).toContain("error=AUTH_025");
});

const uninvited = { ...lying, OAUTH_SIGN_UP: "true", OAUTH_ALLOWED_DOMAINS: "example.test" };
const signUpAs = (email: string, name = "Eve") =>
  lie((at, sub) => ({ claims: claimsFor(at, `new-${sub}`, { email, name }) }), uninvited);

test.each(["n@evil.test@example.test", "@example.test", "a\r\nbcc:x@example.test"])(
  "what is no address opens no account, whatever it ends with: %j",
  async (email) => {
    expect((await signUpAs(email)).location).toContain("error=AUTH_025");
  },
);

test("a new account's name is one line that turns nothing around", async () => {
  const named = async (name: string) => {
    const email = `${crypto.randomUUID()}@example.test`;
    expect((await signUpAs(email, name)).cookie).not.toBeNull();
    return (await db.select().from(user).where(eq(user.email, email)).get())?.name;
  };
  expect(await named("Eve\r\nAdmin \u202eBob")).toBe("Eve Admin  Bob");
  expect(await named("\u3164")).toMatch(/^[\w-]{36}$/);
});

test("what is not switched on is not offered", async () => {
  for (const path of ["/api/v1/auth/oauth/github/start", "/auth/callback/github?state=x"]) {
    const response = await request("GET", path, { env: honest });
    expect(response.status).toBe(403);
  }
});
