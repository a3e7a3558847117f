import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { resetUserFactors } from "#contract/admin-user-state";
import { allEndpoints as all } from "#contract/index";
import { notice } from "../../notices/notice.sql.ts";
import { mailOutbox } from "../../mail/mail.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { newAuthenticator, register } from "../../testing/authenticator.ts";
import {
  addPasskey,
  addTotp,
  bodyOf,
  codeFor,
  codeOfSecret,
  complete,
  forgetProof,
  outcomeOf,
  signUpWithTotp,
  site,
  ticketOf,
} from "../../testing/factors.ts";
import { call, cookieOf, password, request, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { userIdentity } from "../oauth/user-identity.sql.ts";
import { user } from "../user.sql.ts";
import { recoveryCode, totpSecret } from "./second-factor.sql.ts";

const db = openDb(env.DB);
const factorsOf = async (person: Person) =>
  bodyOf<Record<string, unknown>>(await call(person, all.getSecondFactors));

test("an authenticator is in force with its first code, encrypted, and told on every channel", async () => {
  const person = await signUp("user");
  const begun = await bodyOf<{ ticket: string; secret: string; uri: string }>(
    await call(person, all.beginTotp, { json: {} }),
  );
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  expect(await factorsOf(person)).toMatchObject({ totp: { enabled: false } });
  const confirm = async (code: string) =>
    call(person, all.confirmTotp, { json: { ticket: begun.ticket, code } });
  expect(await outcomeOf(await confirm("12345"))).toBe("REQUEST_001");
  expect(await outcomeOf(await confirm(await codeOfSecret(begun.secret, 7)))).toBe("AUTH_008");
  const code = await codeOfSecret(begun.secret);
  const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
  expect((await confirm(wide)).status).toBe(200);
  expect(await factorsOf(person)).toMatchObject({
    totp: { enabled: true },
    recovery_codes_left: 10,
  });
  const stored = await db.select().from(totpSecret).where(eq(totpSecret.userId, person.id)).get();
  expect(stored?.secret).toMatch(/^v1\./);
  const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
  expect(rows).toContainEqual(
    expect.objectContaining({ action: "TOTP_ADDED", eventType: "SECURITY", severity: "WARNING" }),
  );
  expect(JSON.stringify(rows)).not.toContain(begun.secret);
  const told = await db.select().from(notice).where(eq(notice.userId, person.id));
  expect(told).toMatchObject([{ kind: "second_factor_changed", data: { change: "totp_added" } }]);
  const mails = await db.select().from(mailOutbox).where(eq(mailOutbox.userId, person.id));
  expect(mails).toMatchObject([{ eventType: "second_factor_changed", recipient: person.email }]);
});

test("the code that put an authenticator in force is used up", async () => {
  const person = await signUp("user");
  const begun = await bodyOf<{ ticket: string; secret: string }>(
    await call(person, all.beginTotp, { json: {} }),
  );
  const code = await codeOfSecret(begun.secret);
  await call(person, all.confirmTotp, { json: { ticket: begun.ticket, code } });
  expect(await outcomeOf(await complete(await ticketOf(person), code))).toBe("AUTH_008");
});

test("a secret opens for its account only", async () => {
  const [mine, other] = [await signUpWithTotp(), await signUpWithTotp()];
  const row = await db.select().from(totpSecret).where(eq(totpSecret.userId, mine.person.id)).get();
  await db
    .update(totpSecret)
    .set({ secret: row?.secret ?? "" })
    .where(eq(totpSecret.userId, other.person.id));
  const code = await codeFor(mine.person.id);
  expect(await outcomeOf(await complete(await ticketOf(other.person), code))).toBe("AUTH_008");
});

test("without a fresh proof, the password is needed to begin; a wrong one is counted", async () => {
  const person = await signUp("user");
  await forgetProof(person);
  const begin = async (json: object) => outcomeOf(await call(person, all.beginTotp, { json }));
  expect(await begin({})).toBe("AUTH_010");
  for (let tries = 0; tries < 5; tries++) expect(await begin({ password: "no" })).toBe("AUTH_001");
  expect(await begin({ password })).toBe("AUTH_003");
});

test("where there is a factor, the password does not add or replace one", async () => {
  const { person } = await signUpWithTotp();
  await forgetProof(person);
  const json = { password };
  expect(await outcomeOf(await call(person, all.beginTotp, { json }))).toBe("AUTH_010");
  expect(await outcomeOf(await call(person, all.beginPasskey, { json }))).toBe("AUTH_010");
});

test("what was begun with the password neither replaces nor joins a factor that came meanwhile", async () => {
  const person = await signUp("user");
  const again = await request("POST", "/api/v1/auth/login", {
    json: { email: person.email, password },
  });
  const thief = { ...person, cookie: cookieOf(again) };
  const begun = await bodyOf<{ ticket: string; secret: string }>(
    await call(thief, all.beginTotp, { json: { password } }),
  );
  const ceremony = await bodyOf<{ ticket: string; options: Record<string, unknown> }>(
    await call(thief, all.beginPasskey, { json: { password } }),
  );
  await addTotp(person);
  const before = await db.select().from(totpSecret).where(eq(totpSecret.userId, person.id)).get();
  const json = { ticket: begun.ticket, code: await codeOfSecret(begun.secret) };
  expect(await outcomeOf(await call(thief, all.confirmTotp, { json }))).toBe("AUTH_008");
  const response = await register(await newAuthenticator(), ceremony.options, site);
  const finish = { ticket: ceremony.ticket, response, name: "Mine" };
  const finished = await call(thief, all.finishPasskey, { json: finish });
  expect(await outcomeOf(finished)).toBe("AUTH_008");
  const after = await db.select().from(totpSecret).where(eq(totpSecret.userId, person.id)).get();
  expect(after?.secret).toBe(before?.secret);
});

test("of two first factors at once one is kept, and its recovery codes are the ones that count", async () => {
  const person = await signUp("user");
  const begin = async () =>
    bodyOf<{ ticket: string; secret: string }>(await call(person, all.beginTotp, { json: {} }));
  const [one, two] = [await begin(), await begin()];
  const answers = await Promise.all(
    [one, two].map(async ({ ticket, secret }) =>
      call(person, all.confirmTotp, { json: { ticket, code: await codeOfSecret(secret) } }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  expect(await factorsOf(person)).toMatchObject({ recovery_codes_left: 10 });
});

test("recovery codes come with the first factor only, and renewing ends the old ones", async () => {
  const { person, codes } = await signUpWithTotp();
  expect(await addPasskey(person)).toMatchObject({ codes: null });
  const renewed = await bodyOf<{ recovery_codes: string[] }>(
    await call(person, all.renewRecoveryCodes),
  );
  expect(await outcomeOf(await complete(await ticketOf(person), codes[0] ?? ""))).toBe("AUTH_008");
  const use = renewed.recovery_codes[0] ?? "";
  expect(await outcomeOf(await complete(await ticketOf(person), use))).toBe("signed in");
  const stored = await db.select().from(recoveryCode).where(eq(recoveryCode.userId, person.id));
  expect(JSON.stringify(stored)).not.toContain(use);
});

test("with the last factor its recovery codes go, and the password signs in again", async () => {
  const { person } = await signUpWithTotp();
  const { id } = await addPasskey(person);
  expect((await call(person, all.removeTotp)).status).toBe(204);
  expect(await factorsOf(person)).toMatchObject({ recovery_codes_left: 10 });
  expect((await call(person, all.removePasskey, { param: { id } })).status).toBe(204);
  expect(await factorsOf(person)).toMatchObject({ recovery_codes_left: 0, passkeys: [] });
  expect(await ticketOf(person)).toBe("");
  expect((await call(person, all.removeTotp)).status).toBe(404);
  expect(await outcomeOf(await call(person, all.renewRecoveryCodes))).toBe("AUTH_009");
});

test("a passkey that is the last way in stays, also when the other way goes at once", async () => {
  const person = await signUp("user");
  const { id } = await addPasskey(person);
  await db.update(user).set({ passwordHash: null }).where(eq(user.id, person.id));
  const offered = { GITHUB_CLIENT_ID: "a", GITHUB_CLIENT_SECRET: "b" };
  const go = (path: string) =>
    request("DELETE", `/api/v1/account/${path}`, { as: person, env: offered });
  const remove = () => go(`passkeys/${id}`);
  expect(await outcomeOf(await remove())).toBe("USER_008");
  const link = { provider: "github", subject: person.id, userId: person.id, linkedAt: new Date() };
  await db.insert(userIdentity).values(link);
  const unlink = go("identities/github");
  const answers = await Promise.all([remove(), unlink]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.map(({ status }) => status)).toContain(409);
});

test("an administrator's reset takes factors, codes, sign-ins and what was begun, and is told", async () => {
  const { person, codes } = await signUpWithTotp();
  await addPasskey(person);
  const ticket = await ticketOf(person);
  const reset = await call(await provedAdmin(), resetUserFactors, {
    param: { id: person.id },
    json: {},
  });
  expect(reset.status).toBe(200);
  expect((await call(person, all.getSecondFactors)).status).toBe(401);
  expect(await outcomeOf(await complete(ticket, codes[0] ?? ""))).toBe("AUTH_008");
  const mails = await db.select().from(mailOutbox).where(eq(mailOutbox.userId, person.id));
  expect(mails.map((mail) => mail.body).join()).toContain("管理者がすべて解除");
  const json = { email: person.email, password };
  const again = await request("POST", "/api/v1/auth/login", { json });
  const back = { ...person, cookie: cookieOf(again) };
  expect(await addTotp(back)).toHaveLength(10);
});
