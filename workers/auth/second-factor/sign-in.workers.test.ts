import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { SignInResult } from "#contract/auth";
import { allEndpoints as all } from "#contract/index";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { sha256Hex } from "../../platform/hash.ts";
import {
  bodyOf,
  codeFor,
  complete,
  forgetStep,
  outcomeOf,
  signUpWithTotp,
  ticketOf,
} from "../../testing/factors.ts";
import { mailEventsTo } from "../../testing/mails.ts";
import { call, codeOf, cookieOf, password, request } from "../../testing/people.ts";
import { authChallenge } from "../auth-challenge.sql.ts";
import { signInThrottle } from "../sign-in-throttle.sql.ts";
import { userSession } from "../user-session.sql.ts";
import { user } from "../user.sql.ts";

const db = openDb(env.DB);
const wrongCode = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, "0");

test("a right password of an account with a factor gives a ticket and no cookie", async () => {
  const { person } = await signUpWithTotp();
  const json = { email: person.email, password };
  const response = await request("POST", "/api/v1/auth/login", { json });
  expect(response.headers.get("set-cookie")).toBeNull();
  const body = await bodyOf<{ me: unknown; challenge: { ticket: string; methods: string[] } }>(
    response,
  );
  expect(body).toMatchObject({ me: null, challenge: { methods: ["totp", "recovery_code"] } });
  const stored = await db.select().from(authChallenge).where(eq(authChallenge.userId, person.id));
  expect(JSON.stringify(stored)).not.toContain(body.challenge.ticket);
});

test("the code completes the sign-in, which counts as a fresh second factor", async () => {
  const { person } = await signUpWithTotp();
  const response = await complete(await ticketOf(person), await codeFor(person.id));
  expect(await bodyOf(response.clone())).toMatchObject({ me: { id: person.id }, challenge: null });
  const logins = await db.select().from(userSession).where(eq(userSession.userId, person.id));
  expect(logins.map((row) => [row.method, row.provedBy])).toContainEqual([
    "password+totp",
    "second_factor",
  ]);
  const as = { ...person, cookie: cookieOf(response) };
  expect((await call(as, all.renewRecoveryCodes)).status).toBe(200);
});

test("a sign-in never takes over a cookie or ticket that was there before (fixation)", async () => {
  const { person } = await signUpWithTotp();
  const ticket = await ticketOf(person);
  const response = await request("POST", "/api/v1/auth/second-factor", {
    json: { ticket, code: await codeFor(person.id) },
    headers: { cookie: "engawa_login=chosen-by-an-attacker" },
  });
  expect(cookieOf(response)).toMatch(/^engawa_login=ey/);
  expect(cookieOf(response)).not.toContain(ticket);
  expect(await outcomeOf(await complete(ticket, await codeFor(person.id, 1)))).toBe("AUTH_008");
});

test("a time step is taken once: neither again nor an earlier one", async () => {
  const { person } = await signUpWithTotp();
  const code = await codeFor(person.id);
  expect(await outcomeOf(await complete(await ticketOf(person), code))).toBe("signed in");
  expect(await outcomeOf(await complete(await ticketOf(person), code))).toBe("AUTH_008");
  const earlier = await codeFor(person.id, -1);
  expect(await outcomeOf(await complete(await ticketOf(person), earlier))).toBe("AUTH_008");
});

test("of two completions at once with one code, one signs in: two tickets, or one", async () => {
  const { person } = await signUpWithTotp();
  const race = async (tickets: string[], code: string) =>
    (await Promise.all(tickets.map((ticket) => complete(ticket, code).then(outcomeOf)))).sort();
  const [one, two] = [await ticketOf(person), await ticketOf(person)];
  expect(await race([one, two], await codeFor(person.id))).toEqual(["AUTH_008", "signed in"]);
  await forgetStep(person.id);
  const same = await ticketOf(person);
  expect(await race([same, same], await codeFor(person.id))).toEqual(["AUTH_008", "signed in"]);
});

test("a ticket bears five wrong answers, however many come at once; then the right one is no use", async () => {
  const { person } = await signUpWithTotp();
  const ticket = await ticketOf(person);
  const right = await codeFor(person.id);
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => complete(ticket, wrongCode(right)).then(outcomeOf)),
  );
  expect(answers.filter((answer) => answer === "AUTH_008")).toHaveLength(12);
  const failures = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, person.id), eq(auditLog.action, "SECOND_FACTOR_FAILED")));
  expect(failures.map((row) => row.severity).sort()).toEqual([
    "CRITICAL",
    ...Array.from({ length: 4 }, () => "WARNING"),
  ]);
  expect(await outcomeOf(await complete(ticket, right))).toBe("AUTH_008");
});

test("new tickets give no new attempts: the account's codes are closed until the lock ends", async () => {
  const { person, codes } = await signUpWithTotp();
  const first = await ticketOf(person);
  const right = await codeFor(person.id);
  for (let tries = 0; tries < 5; tries++) await complete(first, wrongCode(right));
  const refused = await complete(await ticketOf(person), right);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await outcomeOf(refused)).toBe("AUTH_003");
  expect(await outcomeOf(await complete(await ticketOf(person), codes[0] ?? ""))).toBe("AUTH_003");
});

describe("who knows the password and guesses codes from elsewhere", () => {
  const device = "d".repeat(43);
  const from = async (email: string, code: string, headers: Record<string, string>) => {
    const begun = await request("POST", "/api/v1/auth/login", {
      json: { email, password },
      headers,
    });
    const ticket = (await bodyOf<SignInResult>(begun)).challenge?.ticket;
    const json = { ticket, code };
    return outcomeOf(await request("POST", "/api/v1/auth/second-factor", { json, headers }));
  };
  const at = (network: number) => ({ "cf-connecting-ip": `198.51.${network}.7` });

  test("keeps the owner out nowhere else, and the owner is told by notice and mail (T-17)", async () => {
    const { person } = await signUpWithTotp();
    const guess = (code: string, network: number) => from(person.email, code, at(network));
    const right = await codeFor(person.id);
    for (let tries = 0; tries < 5; tries++) await guess(wrongCode(right), 1);
    expect(await guess(right, 1)).toBe("AUTH_003");
    expect(
      await outcomeOf(await call(person, all.stepUp, { json: { method: "totp", code: right } })),
    ).toBe("no cookie");
    const told = await db.select().from(notice).where(eq(notice.userId, person.id));
    const guessed = told.filter((one) => one.kind === "codes_guessed");
    expect(guessed).toMatchObject([{ severity: "critical", data: { ip: "198.51.1.7" } }]);
    const mails = await mailEventsTo(person.email);
    expect(mails.filter((event) => event === "codes_guessed")).toHaveLength(1);
  });

  test("from many networks guesses no more than three times that; a device the account knows is apart", async () => {
    const { person } = await signUpWithTotp();
    const mine = eq(userSession.userId, person.id);
    await db
      .update(userSession)
      .set({ deviceHash: await sha256Hex(device) })
      .where(mine);
    const full = { failures: 15, windowStartedAt: new Date() };
    const lockedUntil = new Date(Date.now() + 60_000);
    const key = `factor:${person.id}:networks`;
    await db.insert(signInThrottle).values({ key, ...full, lockedUntil });
    const right = await codeFor(person.id);
    expect(await from(person.email, right, at(9))).toBe("AUTH_003");
    const home = { ...at(9), cookie: `engawa_device=${device}` };
    expect(await from(person.email, right, home)).toBe("signed in");
  });
});

test("a right password gives no new attempts at the codes of the account", async () => {
  const { person } = await signUpWithTotp();
  const wrong = { json: { method: "totp", code: "000000" } };
  const guess = async () => outcomeOf(await call(person, all.stepUp, wrong));
  const same = { current: password, next: password };
  for (let at = 0; at < 4; at++) expect(await guess()).toBe("AUTH_008");
  const tried = await request("PUT", "/api/v1/account/password", { as: person, json: same });
  expect(await codeOf(tried)).toBe("AUTH_013");
  expect(await guess()).toBe("AUTH_008");
  expect(await guess()).toBe("AUTH_003");
});

test("a recovery code works once, however it is typed", async () => {
  const { person, codes } = await signUpWithTotp();
  expect(new Set(codes).size).toBe(10);
  const typed = ` ${(codes[3] ?? "").toUpperCase().replaceAll("-", "  ")} `;
  const use = async (code: string) => outcomeOf(await complete(await ticketOf(person), code));
  expect(await use(typed)).toBe("signed in");
  expect(await use(codes[3] ?? "")).toBe("AUTH_008");
  const race = await Promise.all([use(codes[4] ?? ""), use(codes[4] ?? "")]);
  expect(race.sort()).toEqual(["AUTH_008", "signed in"]);
});

test("another account's code or recovery code completes nothing", async () => {
  const [mine, other] = [await signUpWithTotp(), await signUpWithTotp()];
  const ticket = await ticketOf(mine.person);
  expect(await outcomeOf(await complete(ticket, other.codes[0] ?? ""))).toBe("AUTH_008");
  expect(await outcomeOf(await complete(ticket, await codeFor(other.person.id)))).toBe("AUTH_008");
});

test("a ticket ends after five minutes, and with a new password", async () => {
  const { person } = await signUpWithTotp();
  const code = await codeFor(person.id);
  const late = await ticketOf(person);
  const mine = eq(authChallenge.userId, person.id);
  const [row] = await db.select().from(authChallenge).where(mine);
  const life = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0);
  expect(life).toBe(5 * 60_000);
  await db.update(authChallenge).set({ expiresAt: new Date() }).where(mine);
  expect(await outcomeOf(await complete(late, code))).toBe("AUTH_008");
  const before = await ticketOf(person);
  const changed = { passwordChangedAt: new Date(Date.now() + 1000) };
  await db.update(user).set(changed).where(eq(user.id, person.id));
  expect(await outcomeOf(await complete(before, code))).toBe("AUTH_008");
});

test("an account suspended meanwhile is told so, and gets no login", async () => {
  const { person } = await signUpWithTotp();
  const ticket = await ticketOf(person);
  const until = { suspendedUntil: new Date(Date.now() + 60_000) };
  await db.update(user).set(until).where(eq(user.id, person.id));
  expect(await outcomeOf(await complete(ticket, await codeFor(person.id)))).toBe("AUTH_011");
});

test("a ticket of another kind completes no sign-in", async () => {
  const { person } = await signUpWithTotp();
  const begun = await bodyOf<{ ticket: string }>(await call(person, all.beginTotp, { json: {} }));
  expect(await outcomeOf(await complete(begun.ticket, await codeFor(person.id)))).toBe("AUTH_008");
});
