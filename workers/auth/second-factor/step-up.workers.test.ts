import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints as all } from "#contract/index";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { assert } from "../../testing/authenticator.ts";
import {
  addPasskey,
  bodyOf,
  codeFor,
  forgetProof,
  outcomeOf,
  signUpWithTotp,
  site,
} from "../../testing/factors.ts";
import { call, password, request, signUp } from "../../testing/people.ts";
import { samples } from "../../testing/samples.ts";
import { authChallenge } from "../auth-challenge.sql.ts";
import { userSession } from "../user-session.sql.ts";

const db = openDb(env.DB);
const nothing = crypto.randomUUID();
const things = {
  project: nothing,
  session: nothing,
  file: "a.txt",
  hash: "0".repeat(64),
  key: nothing,
  login: nothing,
  passkey: nothing,
  request: nothing,
};
type Name = keyof typeof all;
const critical = (Object.keys(all) as Name[]).filter(
  (name) => (all[name] as Endpoint).stepUp !== undefined,
);

test("there are endpoints that ask for a fresh proof", () => {
  expect(critical.length).toBeGreaterThan(2);
});

test("none of them is reached without one, with a factor or without", async () => {
  const plain = await signUp("admin");
  const { person } = await signUpWithTotp("admin");
  await Promise.all([forgetProof(plain), forgetProof(person)]);
  const passwordOnly = { provedAt: new Date(), provedBy: "password" as const };
  const outcomes = async (who: typeof plain) =>
    Promise.all(
      critical.map(async (name) => [
        name,
        await outcomeOf(await call(who, all[name], samples(things)[name])),
      ]),
    );
  const refused = critical.map((name) => [name, "AUTH_010"]);
  expect(await outcomes(person)).toEqual(refused);
  expect(await outcomes(plain)).toEqual(
    critical.map((name) => [
      name,
      (all[name] as Endpoint).stepUp === "second-factor" ? "AUTH_009" : "AUTH_010",
    ]),
  );
  await db.update(userSession).set(passwordOnly).where(eq(userSession.userId, person.id));
  expect(await outcomes(person)).toEqual(refused);
});

test("without a factor the password is the proof, and holds ten minutes of this login", async () => {
  const person = await signUp("user");
  await forgetProof(person);
  expect(await bodyOf(await call(person, all.beginStepUp))).toEqual({
    methods: ["password"],
    passkey: null,
    providers: [],
  });
  const prove = (given: string) =>
    call(person, all.stepUp, { json: { method: "password", password: given } });
  expect(await outcomeOf(await prove("wrong"))).toBe("AUTH_001");
  const proved = await bodyOf<{ until: string; second_factor: boolean }>(await prove(password));
  expect(proved.second_factor).toBe(false);
  expect(Math.abs(Date.parse(proved.until) - Date.now() - 600_000)).toBeLessThan(5000);
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "STEP_UP")));
  expect(rows).toMatchObject([{ eventType: "SECURITY", metadata: { method: "password" } }]);
});

test("the password is no proof where there is a factor; the code is, once", async () => {
  const { person } = await signUpWithTotp();
  await forgetProof(person);
  const prove = async (json: object) => call(person, all.stepUp, { json });
  expect(await outcomeOf(await prove({ method: "password", password }))).toBe("AUTH_010");
  const code = await codeFor(person.id);
  expect(await bodyOf(await prove({ method: "totp", code }))).toMatchObject({
    second_factor: true,
  });
  expect(await outcomeOf(await prove({ method: "totp", code }))).toBe("AUTH_008");
  expect((await call(person, all.renewRecoveryCodes)).status).toBe(200);
});

test("a proof is this login's: another login of the same person has none", async () => {
  const { person, codes } = await signUpWithTotp();
  const json = { email: person.email, password };
  const ticket = (
    await bodyOf<{ challenge: { ticket: string } }>(
      await request("POST", "/api/v1/auth/login", { json }),
    )
  ).challenge.ticket;
  const second = await call(null, all.completeSignIn, { json: { ticket, code: codes[0] } });
  const other = { ...person, cookie: second.headers.get("set-cookie")?.split(";")[0] ?? "" };
  await forgetProof(person);
  await call(other, all.stepUp, { json: { method: "recovery_code", code: codes[1] } });
  expect((await call(other, all.renewRecoveryCodes)).status).toBe(200);
  expect(await outcomeOf(await call(person, all.renewRecoveryCodes))).toBe("AUTH_010");
});

test("a passkey proves it, for the login that began it and once", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  await forgetProof(person);
  const begun = await bodyOf<{
    methods: string[];
    passkey: { ticket: string; options: Record<string, unknown> };
  }>(await call(person, all.beginStepUp));
  expect(begun.methods).toEqual(["passkey", "recovery_code"]);
  const response = await assert(device, begun.passkey.options, site);
  const json = { method: "passkey", ticket: begun.passkey.ticket, response };
  const stranger = await signUp("user");
  await addPasskey(stranger);
  expect(await outcomeOf(await call(stranger, all.stepUp, { json }))).toBe("AUTH_008");
  expect(await bodyOf(await call(person, all.stepUp, { json }))).toMatchObject({
    second_factor: true,
  });
  expect(await outcomeOf(await call(person, all.stepUp, { json }))).toBe("AUTH_008");
  expect((await call(person, all.renewRecoveryCodes)).status).toBe(200);
});

test("a ceremony another login of the same person began proves nothing for this one", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const begun = await bodyOf<{ passkey: { ticket: string; options: Record<string, unknown> } }>(
    await call(person, all.beginStepUp),
  );
  const response = await assert(device, begun.passkey.options, site);
  await db
    .update(authChallenge)
    .set({ loginId: crypto.randomUUID() })
    .where(eq(authChallenge.userId, person.id));
  const json = { method: "passkey", ticket: begun.passkey.ticket, response };
  expect(await outcomeOf(await call(person, all.stepUp, { json }))).toBe("AUTH_008");
});

test("an assertion made for a sign-in is no step-up", async () => {
  const person = await signUp("user");
  const { device } = await addPasskey(person);
  const signIn = await bodyOf<{ ticket: string; options: Record<string, unknown> }>(
    await call(null, all.beginPasskeySignIn, { json: {} }),
  );
  const response = await assert(device, signIn.options, site);
  const json = { method: "passkey", ticket: signIn.ticket, response };
  expect(await outcomeOf(await call(person, all.stepUp, { json }))).toBe("AUTH_008");
});
