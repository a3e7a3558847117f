import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import {
  addTotp,
  bodyOf,
  codeFor,
  complete,
  forgetProof,
  outcomeOf,
} from "../../testing/factors.ts";
import { tokenTo } from "../../testing/mails.ts";
import { codeOf, createAccount, request, signUp, type Person } from "../../testing/people.ts";
import {
  comeBack,
  cookiesOf,
  honest,
  setOut,
  signInAs,
  site,
  travelAs,
  visitOpenId,
} from "../../testing/visits.ts";
import { invite } from "../invite.ts";
import { user } from "../user.sql.ts";
import { userSession } from "../user-session.sql.ts";
import { userIdentity } from "./user-identity.sql.ts";

const db = openDb(env.DB);
/** A name nobody has at the provider yet. */
const newName = (start = "ada") => `${start}-${crypto.randomUUID().slice(0, 8)}`;
const open = { ...honest, OAUTH_SIGN_UP: "true", OAUTH_ALLOWED_DOMAINS: "example.test" };

const link = (person: Person, login: string) =>
  travelAs(person, "/account/identities/oidc", login, "/account/security");

const meOf = async (cookie: string | null) =>
  (
    await bodyOf<{ me: { id: string; email: string } | null }>(
      await request("GET", "/api/v1/auth/status", { headers: { cookie: cookie ?? "" } }),
    )
  ).me;

test("the site says whom one can sign in with, and shows nothing of their secrets", async () => {
  const response = await request("GET", "/api/v1/auth/status", {
    env: { ...honest, OIDC_NAME: "Example Inc.", GITHUB_CLIENT_ID: "a", GITHUB_CLIENT_SECRET: "b" },
  });
  expect(await response.json()).toMatchObject({
    providers: [
      { id: "github", name: "GitHub" },
      { id: "oidc", name: "Example Inc." },
    ],
  });
});

test("the browser is sent out with PKCE, a state, a nonce and the exact way back", async () => {
  const { at, cookie } = await setOut(honest);
  expect(Object.fromEntries(at.searchParams)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    redirect_uri: `${site}/auth/callback/oidc`,
  });
  expect(cookie).toMatch(/^engawa_visit=/);
});

test("who linked their account signs in with it and goes on where they were", async () => {
  const [person, login] = [await signUp("user"), newName()];
  expect(await link(person, login)).toMatchObject({
    location: `${site}/account/security?linked=oidc`,
  });
  const back = await signInAs(login, honest, "/p/1?file=a.ts");
  expect(back.location).toBe(`${site}/p/1?file=a.ts`);
  expect(await meOf(back.cookie)).toMatchObject({ id: person.id });
  const row = await db
    .select()
    .from(userSession)
    .where(and(eq(userSession.userId, person.id), eq(userSession.method, "oauth:oidc")))
    .get();
  expect(row).toMatchObject({ provedBy: "password", isActive: true });
});

test("a second factor is asked for after the provider, too; its ticket stands in the fragment", async () => {
  const [person, login] = [await signUp("user"), newName()];
  await link(person, login);
  await addTotp(person);
  const back = await signInAs(login);
  const url = new URL(back.location);
  expect([url.pathname, url.search, back.cookie]).toEqual(["/sign-in", "?return=%2Fp%2F1", null]);
  const fragment = new URLSearchParams(url.hash.slice(1));
  expect(fragment.get("methods")).toBe("totp,recovery_code");
  const response = await complete(fragment.get("ticket") ?? "", await codeFor(person.id));
  expect(await outcomeOf(response)).toBe("signed in");
});

test("an address opens no account, however well vouched for (T-11)", async () => {
  const [account, login] = [await createAccount("user"), newName()];
  await db
    .update(user)
    .set({ email: `${login}@example.test` })
    .where(eq(user.id, account.id));
  for (const bindings of [honest, open]) {
    const back = await signInAs(login, bindings);
    expect(back).toEqual({
      location: `${site}/sign-in?error=AUTH_018&return=%2Fp%2F1`,
      cookie: null,
    });
  }
});

test("that there is an account is told to who is vouched for as having its address, and no other", async () => {
  const [account, login] = [await createAccount("user"), newName("unverified")];
  await db
    .update(user)
    .set({ email: `${login}@example.test` })
    .where(eq(user.id, account.id));
  expect((await signInAs(login)).location).toContain("error=AUTH_025");
});

test("nobody comes uninvited, unless the site takes people of their domain", async () => {
  const login = newName();
  expect((await signInAs(login)).location).toContain("error=AUTH_025");
  const elsewhere = { ...open, OAUTH_ALLOWED_DOMAINS: "test, ample.test, sub.example.test" };
  expect((await signInAs(login, elsewhere)).location).toContain("error=AUTH_025");
  const nobody = { ...open, OAUTH_ALLOWED_DOMAINS: "" };
  expect((await signInAs(login, nobody)).location).toContain("error=AUTH_025");
  const unverified = await signInAs(newName("unverified"), open);
  expect(unverified.location).toContain("error=AUTH_025");
  const back = await signInAs(login, open);
  expect(await meOf(back.cookie)).toMatchObject({ email: `${login}@example.test`, role: "user" });
  expect((await signInAs(login)).cookie).not.toBeNull();
});

test("an invitation is accepted by who is vouched for as having the invited address", async () => {
  const [by, login] = [await createAccount("admin"), newName()];
  const email = `${login}@example.test`;
  const person = { email, name: "New", role: "user", language: "en" } as const;
  const { statements } = await invite(db, env, site, person, { id: by.id, name: "Ada" });
  await runBatch(db, ...(statements as [never]));
  const token = await tokenTo(email, "invitation");
  const accept = async (as: string) => {
    const response = await request("POST", "/api/v1/auth/oauth/oidc/invitation", {
      json: { token },
      env: honest,
    });
    const { url } = await bodyOf<{ url: string }>(response);
    const traveller = { at: new URL(url), cookie: cookiesOf(response), bindings: honest };
    return comeBack(traveller, await visitOpenId(traveller.at, as));
  };
  // Without the invitation the address is not enough; with it, only the address.
  expect((await signInAs(login)).location).toContain("error=AUTH_018");
  expect((await accept(newName())).location).toContain("error=AUTH_012");
  const [first, second] = await Promise.all([accept(login), accept(login)]);
  expect([first.cookie, second.cookie].filter((cookie) => cookie !== null)).toHaveLength(1);
  expect(await meOf(first.cookie ?? second.cookie)).toMatchObject({ email });
  expect((await signInAs(login)).cookie).not.toBeNull();
});

test("linking needs a fresh proof, and comes from our own pages only", async () => {
  const person = await signUp("user");
  const ask = (headers = {}) =>
    request("POST", "/api/v1/account/identities/oidc", {
      as: person,
      json: {},
      env: honest,
      headers,
    });
  expect(await codeOf(await ask({ origin: "https://evil.example" }))).toBe("AUTH_005");
  await forgetProof(person);
  expect(await codeOf(await ask())).toBe("AUTH_010");
});

test("an account elsewhere belongs to one account here, and an account has one of a provider", async () => {
  const [ada, bob, login] = [await signUp("user"), await signUp("user"), newName()];
  await link(ada, login);
  expect((await link(ada, login)).location).toContain("linked=oidc");
  expect((await link(bob, login)).location).toBe(`${site}/account/security?error=AUTH_018`);
  expect((await link(ada, newName())).location).toContain("error=AUTH_018");
  expect(await db.$count(userIdentity, eq(userIdentity.userId, ada.id))).toBe(1);
});

test("linking ends with the login that began it", async () => {
  const [ada, bob] = [await signUp("user"), await signUp("user")];
  const response = await request("POST", "/api/v1/account/identities/oidc", {
    as: ada,
    json: {},
    env: honest,
  });
  const { url } = await bodyOf<{ url: string }>(response);
  const cookie = `${bob.cookie}; ${cookiesOf(response)}`;
  const traveller = { at: new URL(url), cookie, bindings: honest };
  const back = await comeBack(traveller, await visitOpenId(traveller.at, newName()));
  expect(back.location).toContain("/sign-in?error=AUTH_002");
  expect(await db.$count(userIdentity, eq(userIdentity.userId, bob.id))).toBe(0);
});

test("a suspended or disabled account is not let in by its provider", async () => {
  const [person, login] = [await signUp("user"), newName()];
  await link(person, login);
  const until = new Date(Date.now() + 60_000);
  await db.update(user).set({ suspendedUntil: until }).where(eq(user.id, person.id));
  expect(await signInAs(login)).toMatchObject({
    location: expect.stringContaining("error=AUTH_011"),
    cookie: null,
  });
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, person.id));
  expect((await signInAs(login)).location).toContain("error=AUTH_026");
});

test("links, sign-ins and refusals are on record", async () => {
  const [person, login] = [await signUp("user"), newName()];
  await link(person, login);
  await signInAs(login);
  const rows = await db.select().from(auditLog).where(eq(auditLog.userId, person.id));
  expect(rows.map((row) => [row.action, row.severity])).toEqual(
    expect.arrayContaining([
      ["IDENTITY_LINKED", "WARNING"],
      ["LOGIN_SUCCESS", "INFO"],
    ]),
  );
  const before = await db.$count(auditLog, eq(auditLog.action, "LOGIN_FAILED"));
  await signInAs(newName());
  expect(await db.$count(auditLog, eq(auditLog.action, "LOGIN_FAILED"))).toBe(before + 1);
});
