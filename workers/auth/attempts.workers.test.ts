import { env } from "cloudflare:workers";
import { and, eq, like } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { sha256Hex } from "../platform/hash.ts";
import { fail, nobody, signIn, somewhere } from "../testing/guesses.ts";
import { mailsTo, tokenIn } from "../testing/mails.ts";
import { codeOf, createAccount, password, request } from "../testing/people.ts";
import { clearSettings, setSettings } from "../testing/settings.ts";
import { forgetAttempts } from "./forget-attempts.ts";
import { oneTimeToken } from "./one-time-token.sql.ts";
import { signInThrottle } from "./sign-in-throttle.sql.ts";
import { requireHuman } from "./turnstile.ts";

const db = openDb(env.DB);

describe("after five failures (U-052, T-17)", () => {
  test("the right password does not help from there for 15 minutes, and does from elsewhere", async () => {
    const { email } = await createAccount("user");
    const [here, elsewhere] = [somewhere(), somewhere()];
    expect(await fail(email, here, 6)).toEqual([...Array(5).fill("AUTH_001"), "AUTH_003"]);
    expect(await signIn(email, here, password)).toBe("AUTH_003");
    expect(await signIn(email, here.replace(/7$/, "8"), password)).toBe("AUTH_003");
    expect(await signIn(email, elsewhere, password)).toBe("in");
    const past = { lockedUntil: new Date(Date.now() - 1) };
    await db.update(signInThrottle).set(past).where(like(signInThrottle.key, "pair:%"));
    expect(await signIn(email, here, password)).toBe("in");
  });

  test("an address nobody has is locked just the same", async () => {
    const [email, ip] = [nobody(), somewhere()];
    expect(await fail(email, ip, 7)).toEqual([
      ...Array(5).fill("AUTH_001"),
      "AUTH_003",
      "AUTH_003",
    ]);
  });

  test("guesses made at once do not slip past the count", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    const codes = await Promise.all(Array.from({ length: 12 }, () => signIn(email, ip)));
    expect(codes.filter((code) => code === "AUTH_001")).toHaveLength(5);
    expect(codes.filter((code) => code === "AUTH_003")).toHaveLength(7);
  });

  test("a sign-in that succeeds forgets the failures before it", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    await fail(email, ip, 4);
    expect(await signIn(email, ip, password)).toBe("in");
    expect(await fail(email, ip, 5)).toEqual(Array(5).fill("AUTH_001"));
  });

  test("the record says how many and from where (A-053)", async () => {
    const account = await createAccount("user");
    await fail(account.email, somewhere(), 6);
    const rows = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.resourceId, account.id), eq(auditLog.eventType, "SECURITY")))
      .orderBy(auditLog.createdAt);
    const failed = rows.filter((row) => row.action === "LOGIN_FAILED");
    expect(failed.map((row) => row.metadata?.["attempt_count"])).toEqual([
      1,
      2,
      3,
      4,
      5,
      undefined,
    ]);
    expect(failed[5]?.metadata).toMatchObject({ failure_reason: "locked" });
    expect(rows.filter((row) => row.action === "LOGIN_LOCKED")).toMatchObject([
      { severity: "WARNING", metadata: { attempt_count: 5 } },
    ]);
  });

  test("the owner gets a mail whose link lifts that lock, once, and no other", async () => {
    const { email } = await createAccount("user");
    const [here, there] = [somewhere(), somewhere()];
    await fail(email, here, 5);
    await fail(email, there, 5);
    const mails = await mailsTo(email);
    expect(mails.map((mail) => mail.eventType)).toEqual(["unlock", "unlock"]);
    const mail = mails.find(({ body }) => body?.includes(here));
    const unlock = () =>
      request("POST", "/api/v1/auth/unlock", { json: { token: tokenIn(mail?.body) } });
    const answers = await Promise.all([unlock(), unlock()]);
    expect(answers.map((response) => response.status).sort()).toEqual([204, 422]);
    expect(await codeOf(await unlock())).toBe("AUTH_012");
    expect(await signIn(email, there, password)).toBe("AUTH_003");
    expect(await signIn(email, here, password)).toBe("in");
  }, 120_000);

  test("whoever locks an address from many places does not fill its owner's inbox", async () => {
    const { email } = await createAccount("user");
    for (let place = 0; place < 4; place++) await fail(email, somewhere(), 5);
    expect(await mailsTo(email)).toHaveLength(3);
  }, 120_000);
});

test("a lock says the numbers in force, and the usual words for the usual ones (U-169)", async () => {
  const words = async (
    settings: Parameters<typeof setSettings>[0],
    failures: number,
    language: string,
  ) => {
    const [email, ip] = [nobody(), somewhere()];
    const send = () =>
      request("POST", "/api/v1/auth/login", {
        json: { email, password: "wrong" },
        headers: { "cf-connecting-ip": ip, "accept-language": language },
      });
    await setSettings(settings);
    for (let at = 0; at < failures; at += 1) await send();
    const { error } = (await (await send()).json()) as { error: Record<string, string> };
    return [error["code"], error["cause"], error["remedy"]];
  };
  const strict = { max_login_attempts: 3, lock_minutes: 30 };
  const usual = { max_login_attempts: 5, lock_minutes: 15 };
  try {
    const english = ["AUTH_003", "3 failed sign-ins", "Wait 30 minutes or contact support"];
    expect(await words(strict, 3, "en")).toEqual(english);
    const remedy = "30分待つか、サポートに連絡してください";
    expect(await words(strict, 3, "ja")).toEqual([
      "AUTH_003",
      "サインインに3回失敗しました",
      remedy,
    ]);
    const known = ["AUTH_003", "Five failed sign-ins", "Wait 15 minutes or contact support"];
    expect(await words(usual, 5, "en")).toEqual(known);
  } finally {
    await clearSettings("max_login_attempts", "lock_minutes");
  }
});

test("an administrator's lock shows to who knows the password, and to nobody else", async () => {
  const { email } = await createAccount("user", "locked");
  expect(await signIn(email, somewhere(), password)).toBe("AUTH_003");
  expect(await signIn(email, somewhere())).toBe("AUTH_001");
});

describe("the human check (T-18)", () => {
  const keys = { TURNSTILE_SITE_KEY: "site", TURNSTILE_SECRET_KEY: "turnstile-secret" };
  const person = () => `human-${crypto.randomUUID()}`;

  async function tryIn(email: string, ip: string, given: string, turnstile?: string, more = {}) {
    const response = await request("POST", "/api/v1/auth/login", {
      json: { email, password: given, ...(turnstile === undefined ? {} : { turnstile }) },
      headers: { "cf-connecting-ip": ip },
      env: { ...keys, ...more },
    });
    return response.ok ? "in" : codeOf(response);
  }

  test("is asked for after three failures, and what it turns away is not counted", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    for (let at = 0; at < 3; at++) expect(await tryIn(email, ip, "wrong")).toBe("AUTH_001");
    for (let at = 0; at < 5; at++) expect(await tryIn(email, ip, password)).toBe("AUTH_015");
    expect(await tryIn(email, ip, password, "a-program")).toBe("AUTH_015");
    // Nor does it stand in anybody's way: it was in no line.
    const line = eq(signInThrottle.key, `account:${await sha256Hex(email)}`);
    expect((await db.select().from(signInThrottle).where(line).get())?.failures).toBe(3);
    const token = person();
    expect(await tryIn(email, ip, "wrong", token)).toBe("AUTH_001");
    expect(await tryIn(email, ip, password, token)).toBe("AUTH_015");
    expect(await tryIn(email, ip, password, person())).toBe("in");
  });

  test("asks alike for an address nobody has", async () => {
    const [email, ip] = [nobody(), somewhere()];
    for (let at = 0; at < 3; at++) expect(await tryIn(email, ip, "wrong")).toBe("AUTH_001");
    expect(await tryIn(email, ip, "wrong")).toBe("AUTH_015");
  });

  test("guesses made at once do not get around it", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    const codes = await Promise.all(Array.from({ length: 12 }, () => tryIn(email, ip, "wrong")));
    expect(codes.filter((code) => code === "AUTH_001").length).toBeLessThanOrEqual(3);
  });

  test("a service that does not answer, or does not know us, vouches for nobody", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    await fail(email, ip, 3);
    expect(await tryIn(email, ip, password, "silent-1")).toBe("AUTH_015");
    const wrong = { TURNSTILE_SECRET_KEY: "another" };
    expect(await tryIn(email, ip, password, person(), wrong)).toBe("AUTH_015");
    const blocked = { TURNSTILE_VERIFY_URL: "https://nowhere.test/" };
    expect(await tryIn(email, ip, password, person(), blocked)).toBe("AUTH_015");
  });

  test.each(["failed", "moved", "endless", "elsewhere"])(
    "takes a whole verdict about this site's own page only: %s",
    async (kind) => {
      const site = { ...env, ...keys, PUBLIC_URL: "https://engawa.example" };
      const show = (what: string) => requireHuman(site, `${what}-${crypto.randomUUID()}`, null);
      await expect(show(kind)).rejects.toMatchObject({ code: "AUTH_015" });
      await expect(show("here")).resolves.toBeUndefined();
    },
  );

  test("is not there without keys", async () => {
    const { email } = await createAccount("user");
    const ip = somewhere();
    await fail(email, ip, 4);
    expect(await signIn(email, ip, password)).toBe("in");
  });
});

test("failures nobody counts and links long over are forgotten, what still counts is not", async () => {
  const { email, id } = await createAccount("user");
  const ip = somewhere();
  await fail(email, ip, 5);
  const pairs = () =>
    db.$count(signInThrottle, like(signInThrottle.key, `pair:%${ip.replace(/7$/, "0/24")}`));
  const tokens = () => db.$count(oneTimeToken, eq(oneTimeToken.userId, id));
  await forgetAttempts(env);
  expect([await pairs(), await tokens()]).toEqual([1, 1]);
  await forgetAttempts(env, Date.now() + 32 * 86_400_000);
  expect([await pairs(), await tokens()]).toEqual([0, 0]);
});
