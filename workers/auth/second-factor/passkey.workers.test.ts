import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { allEndpoints as all } from "#contract/index";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { assert, newAuthenticator, register, type Lies } from "../../testing/authenticator.ts";
import type { Authenticator } from "../../testing/authenticator.ts";
import {
  addPasskey,
  bodyOf,
  forgetProof,
  outcomeOf,
  signUpWithTotp,
  site,
  ticketOf,
} from "../../testing/factors.ts";
import { call, cookieOf, request, signUp, type Person } from "../../testing/people.ts";
import { authChallenge } from "../auth-challenge.sql.ts";
import { userSession } from "../user-session.sql.ts";
import { user } from "../user.sql.ts";
import { passkey } from "./second-factor.sql.ts";

const db = openDb(env.DB);

interface Begun {
  ticket: string;
  options: Record<string, unknown>;
}

const begin = async (ticket?: string) =>
  bodyOf<Begun>(await call(null, all.beginPasskeySignIn, { json: ticket ? { ticket } : {} }));

async function signIn(device: Authenticator, begun: Begun, lies: Lies = {}): Promise<Response> {
  const response = await assert(device, begun.options, site, lies);
  return call(null, all.finishPasskeySignIn, { json: { ticket: begun.ticket, response } });
}

const failuresOf = async (person: Person) =>
  (
    await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "SECOND_FACTOR_FAILED")))
  ).map((row) => [row.severity, row.metadata?.["failure_reason"]]);

test("a passkey alone signs in, and is a second factor", async () => {
  const person = await signUp("user");
  const { device, codes } = await addPasskey(person);
  expect(codes).toHaveLength(10);
  const begun = await begin();
  expect(begun.options).toMatchObject({
    rpId: "engawa.test",
    userVerification: "required",
    allowCredentials: [],
  });
  const response = await signIn(device, begun, { userHandle: person.id });
  expect(await bodyOf(response.clone())).toMatchObject({ me: { id: person.id } });
  const logins = await db.select().from(userSession).where(eq(userSession.userId, person.id));
  expect(logins.map((row) => [row.method, row.provedBy])).toContainEqual([
    "passkey",
    "second_factor",
  ]);
  const as = { ...person, cookie: cookieOf(response) };
  expect((await call(as, all.renewRecoveryCodes)).status).toBe(200);
});

test("as second factor the passkeys of the ticket's account are asked for, and end the ticket", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const ticket = await ticketOf(person);
  const [one, two] = [await begin(ticket), await begin(ticket)];
  const id = (await assert(device, one.options, site))["id"];
  expect(one.options["allowCredentials"]).toEqual([
    { type: "public-key", id, transports: ["internal"] },
  ]);
  expect(await outcomeOf(await signIn(device, one))).toBe("signed in");
  expect(await outcomeOf(await signIn(device, two))).toBe("AUTH_008");
  const again = await call(null, all.beginPasskeySignIn, { json: { ticket } });
  expect(await outcomeOf(again)).toBe("AUTH_008");
});

test("a ceremony is finished once, also by two at once", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const begun = await begin();
  const response = await assert(device, begun.options, site);
  const finish = async () =>
    outcomeOf(
      await call(null, all.finishPasskeySignIn, { json: { ticket: begun.ticket, response } }),
    );
  expect((await Promise.all([finish(), finish()])).sort()).toEqual(["AUTH_008", "signed in"]);
  expect(await finish()).toBe("AUTH_008");
});

test.each<[string, Lies]>([
  ["another origin", { origin: "https://engawa.test.evil.example" }],
  ["another site", { rpId: "evil.example" }],
  ["another challenge", { challenge: "c29tZXRoaW5nLWVsc2U" }],
  ["another ceremony", { type: "webauthn.create" }],
  ["another origin", { crossOrigin: true }],
  ["the person was not verified", { userVerified: false }],
  ["another account", { userHandle: crypto.randomUUID() }],
])("a passkey's answer is refused and on record: %s", async (reason, lies) => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  expect(await outcomeOf(await signIn(device, await begin(), lies))).toBe("AUTH_008");
  expect(await failuresOf(person)).toEqual([["WARNING", reason]]);
});

test("a signature of another key is refused", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const forged = { ...(await newAuthenticator()), credentialId: device.credentialId, counter: 5 };
  expect(await outcomeOf(await signIn(forged, await begin()))).toBe("AUTH_008");
  expect(await failuresOf(person)).toEqual([["WARNING", "another signature"]]);
});

test("a counter that went back is refused, and CRITICAL: somebody holds a copy", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  expect(await outcomeOf(await signIn(device, await begin()))).toBe("signed in");
  device.counter -= 1;
  expect(await outcomeOf(await signIn(device, await begin()))).toBe("AUTH_008");
  expect(await failuresOf(person)).toEqual([["CRITICAL", "counter_went_back"]]);
});

test("an authenticator that does not count stays welcome", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  await db.update(passkey).set({ counter: 0 }).where(eq(passkey.userId, person.id));
  for (let times = 0; times < 2; times++) {
    device.counter = -1;
    expect(await outcomeOf(await signIn(device, await begin()))).toBe("signed in");
  }
});

test("another person's passkey does not complete my ticket", async () => {
  const [mine, other] = [await signUpWithTotp(), await signUp("user")];
  const { device } = await addPasskey(other);
  const begun = await begin(await ticketOf(mine.person));
  expect(await outcomeOf(await signIn(device, begun))).toBe("AUTH_008");
  expect(await failuresOf(mine.person)).toEqual([["WARNING", "unknown_passkey"]]);
});

test("a passkey nobody has and an answer that is none get the same refusal", async () => {
  const begun = await begin();
  expect(await outcomeOf(await signIn(await newAuthenticator(), begun))).toBe("AUTH_008");
  const json = { ticket: begun.ticket, response: { id: "x", response: 5 } };
  expect(await outcomeOf(await call(null, all.finishPasskeySignIn, { json }))).toBe("AUTH_008");
});

test("a disabled account's passkey signs nobody in, and a late answer neither", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const begun = await begin();
  await db.update(authChallenge).set({ expiresAt: new Date() });
  expect(await outcomeOf(await signIn(device, begun))).toBe("AUTH_008");
  await db.update(user).set({ status: "disabled" }).where(eq(user.id, person.id));
  // Who holds the passkey has proved who they are, and reads why.
  expect(await outcomeOf(await signIn(device, await begin()))).toBe("AUTH_026");
});

test("where PUBLIC_URL says how people reach the site, passkeys are of that host", async () => {
  const response = await request("POST", "/api/v1/auth/passkey/begin", {
    json: {},
    env: { PUBLIC_URL: "https://chat.example.test" },
  });
  expect(await bodyOf(response)).toMatchObject({ options: { rpId: "chat.example.test" } });
});

test("a registration is refused with another challenge, origin, site or without verification", async () => {
  const person = await signUp("user");
  const lies: Lies[] = [
    { challenge: "c29tZXRoaW5nLWVsc2U" },
    { origin: "https://evil.example" },
    { rpId: "evil.example" },
    { userVerified: false },
    { type: "webauthn.get" },
  ];
  for (const lie of lies) {
    const begun = await bodyOf<Begun>(await call(person, all.beginPasskey, { json: {} }));
    const response = await register(await newAuthenticator(), begun.options, site, lie);
    const json = { ticket: begun.ticket, response, name: "x" };
    expect(await outcomeOf(await call(person, all.finishPasskey, { json }))).toBe("AUTH_008");
  }
  expect(await db.select().from(passkey).where(eq(passkey.userId, person.id))).toEqual([]);
});

test("a ceremony another login began, or another person, is not finished", async () => {
  const [mine, other] = [await signUp("user"), await signUp("user")];
  const begun = await bodyOf<Begun>(await call(mine, all.beginPasskey, { json: {} }));
  const response = await register(await newAuthenticator(), begun.options, site);
  const json = { ticket: begun.ticket, response, name: "x" };
  expect(await outcomeOf(await call(other, all.finishPasskey, { json }))).toBe("AUTH_008");
  await db.update(authChallenge).set({ loginId: crypto.randomUUID() });
  expect(await outcomeOf(await call(mine, all.finishPasskey, { json }))).toBe("AUTH_008");
});

test("one passkey is one account's", async () => {
  const [mine, other] = [await signUp("user"), await signUp("user")];
  const { device } = await addPasskey(other);
  const begun = await bodyOf<Begun>(await call(mine, all.beginPasskey, { json: {} }));
  const response = await register(device, begun.options, site);
  const json = { ticket: begun.ticket, response, name: "x" };
  expect(await outcomeOf(await call(mine, all.finishPasskey, { json }))).toBe("AUTH_008");
});

test("renaming and taking away are for one's own passkeys", async () => {
  const [mine, other] = [await signUp("user"), await signUp("user")];
  const { id } = await addPasskey(mine);
  await addPasskey(other);
  const json = { name: "Phone" };
  expect((await call(other, all.renamePasskey, { param: { id }, json })).status).toBe(404);
  expect((await call(other, all.removePasskey, { param: { id } })).status).toBe(404);
  const renamed = await call(mine, all.renamePasskey, { param: { id }, json });
  expect(await bodyOf(renamed)).toMatchObject({ name: "Phone" });
  const rows = await db.select().from(auditLog).where(eq(auditLog.action, "PASSKEY_RENAMED"));
  expect(rows.filter((row) => row.userId === mine.id)).toMatchObject([
    { resourceId: mine.id, newValue: { name: "Phone" } },
  ]);
  await forgetProof(mine);
  const refused = await call(mine, all.removePasskey, { param: { id } });
  expect(await outcomeOf(refused)).toBe("AUTH_010");
});
