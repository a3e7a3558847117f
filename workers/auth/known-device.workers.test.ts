import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { unlockUser } from "#contract/admin-user-state";
import { openDb } from "../platform/db.ts";
import { sha256Hex } from "../platform/hash.ts";
import { signIn, somewhere } from "../testing/guesses.ts";
import { call, codeOf, createAccount, password, request } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";
import { takeDeviceGuess } from "./device-guesses.ts";
import { signInThrottle } from "./sign-in-throttle.sql.ts";
import { userSession } from "./user-session.sql.ts";

const db = openDb(env.DB);

test("whoever guesses from everywhere, a device the account knows has a line of its own (T-17)", async () => {
  const { email, id } = await createAccount("user");
  const home = somewhere();
  const first = await request("POST", "/api/v1/auth/login", {
    json: { email, password },
    headers: { "cf-connecting-ip": home },
  });
  const cookie = first.headers.getSetCookie().find((one) => one.includes("device")) ?? "";
  const known = (given: string, ip: string) =>
    request("POST", "/api/v1/auth/login", {
      json: { email, password: given },
      headers: { "cf-connecting-ip": ip, cookie: cookie.split(";")[0] ?? "" },
    });
  const line = `account:${await sha256Hex(email)}`;
  const full = { lockedUntil: new Date(Date.now() + 60_000), windowStartedAt: new Date() };
  const fill = (key: string) =>
    db
      .insert(signInThrottle)
      .values({ key, failures: 40, ...full })
      .onConflictDoUpdate({ target: signInThrottle.key, set: { failures: 40, ...full } });
  await fill(line);
  expect(await signIn(email, somewhere(), password)).toBe("RATE_LIMIT_EXCEEDED");
  // Neither there nor where a stranger beside them is locked.
  await fill(`pair:${await sha256Hex(email)}:${home.replace(/7$/, "0/24")}`);
  expect((await known(password, somewhere())).status).toBe(200);
  expect((await known(password, home)).status).toBe(200);
  // It is a place like any other: five wrong ones lock it, wherever it is taken.
  for (let at = 0; at < 5; at += 1) expect((await known("wrong", home)).status).toBe(401);
  expect(await codeOf(await known(password, somewhere()))).toBe("AUTH_003");
  const admin = await provedAdmin();
  await call(admin, unlockUser, { param: { id }, json: {} });
  expect((await known(password, home)).status).toBe(200);
  expect(await signIn(email, somewhere(), password)).toBe("in");
}, 120_000);

test("all devices an account knows guess fifteen times together; then they are strangers (T-17)", async () => {
  const { email, id } = await createAccount("user");
  const device = (at: number) => `${at}`.padStart(43, "0");
  const hashes = await Promise.all([0, 1, 2, 3].map((at) => sha256Hex(device(at))));
  const now = new Date();
  const over = { isActive: false, loginAt: now, lastActivityAt: now, expiresAt: now };
  for (const hash of hashes) {
    const known = { id: crypto.randomUUID(), sessionTokenHash: hash, deviceHash: hash };
    await db.insert(userSession).values({ ...known, ...over, userId: id });
  }
  const from = (at: number, given: string, ip: string) =>
    request("POST", "/api/v1/auth/login", {
      json: { email, password: given },
      headers: { "cf-connecting-ip": ip, cookie: `engawa_device=${device(at)}` },
    });
  const owner = await sha256Hex(email);
  const guessed = { key: `devices:${owner}`, failures: 13, windowStartedAt: now };
  await db.insert(signInThrottle).values(guessed);
  const thief = somewhere();
  await Promise.all([0, 1, 2, 3].map((at) => from(at, "wrong", thief)));
  const counted = async (key: string) =>
    (await db.select().from(signInThrottle).where(eq(signInThrottle.key, key)).get())?.failures;
  const own = await Promise.all(hashes.map((hash) => counted(`pair:${owner}:device:${hash}`)));
  expect(own.reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBe(2);
  // The others stood in the line of strangers. Its owner is one elsewhere, too, and gets in.
  expect(await counted(`account:${owner}`)).toBe(2);
  expect((await from(0, password, somewhere())).status).toBe(200);
}, 60_000);

test("what proves right takes nothing from what known devices may guess together", async () => {
  const { email } = await createAccount("user");
  const key = `devices:${await sha256Hex(email)}`;
  for (let at = 0; at < 3; at += 1) {
    const guess = await takeDeviceGuess(db, email, "a device", Date.now());
    for (const statement of guess.back()) await statement;
  }
  const row = await db.select().from(signInThrottle).where(eq(signInThrottle.key, key)).get();
  expect(row).toMatchObject({ failures: 0, lockedUntil: null });
});
