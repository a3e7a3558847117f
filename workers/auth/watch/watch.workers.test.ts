import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { app } from "../../app.ts";
import { openDb } from "../../platform/db.ts";
import { day, hour } from "../../platform/durations.ts";
import { createAccount, password } from "../../testing/people.ts";
import { user } from "../user.sql.ts";
import { userSession } from "../user-session.sql.ts";
import { forgetPlaces } from "./forget.ts";
import { recordFindings } from "./record-findings.ts";
import { securityFinding } from "./security-finding.sql.ts";
import { watchLogin } from "./watch-login.ts";

const db = openDb(env.DB);

test("a sign-in keeps where Cloudflare says it came from, no closer than ten kilometres", async () => {
  const account = await createAccount("user");
  const context = createExecutionContext();
  const init: RequestInit = {
    method: "POST",
    headers: { origin: "http://engawa.test", "content-type": "application/json" },
    body: JSON.stringify({ email: account.email, password }),
    cf: { country: "JP", city: "Osaka", latitude: "34.69374", longitude: "135.50218" },
  };
  const answer = await app.fetch(
    new Request("http://engawa.test/api/v1/auth/login", init),
    { ...env, ENVIRONMENT: "production" },
    context,
  );
  await waitOnExecutionContext(context);
  expect(answer.status).toBe(200);
  const [login] = await db.select().from(userSession).where(eq(userSession.userId, account.id));
  expect(login).toMatchObject({
    country: "JP",
    city: "Osaka",
    latitude: 34.7,
    longitude: 135.5,
  });
});

test("what was dismissed and grows severe is open again; nothing grows milder", async () => {
  const { id: userId } = await createAccount("user");
  const now = Date.now();
  const found = (severity: "low" | "medium" | "high", n: number) =>
    recordFindings(
      db,
      [{ kind: "many_failures", severity, userId, ip: null, detail: { failures: n } }],
      now,
    );
  const row = () =>
    db.select().from(securityFinding).where(eq(securityFinding.userId, userId)).get();
  await found("medium", 10);
  await db
    .update(securityFinding)
    .set({ dismissedAt: new Date() })
    .where(eq(securityFinding.userId, userId));
  await found("medium", 11);
  expect((await row())?.dismissedAt).not.toBeNull();
  await found("high", 40);
  expect(await row()).toMatchObject({ severity: "high", dismissedAt: null, times: 3 });
  await found("medium", 12);
  expect(await row()).toMatchObject({ severity: "high", detail: { failures: 40 } });
});

test("a sign-in from where nobody can have flown to is found; coordinates go after 30 days", async () => {
  const account = await createAccount("user");
  const place = (country: string, latitude: number, longitude: number) => ({
    country,
    city: country,
    latitude,
    longitude,
  });
  const add = async (ago: number, where: ReturnType<typeof place>, deviceHash: string) => {
    const at = new Date(Date.now() - ago * hour);
    const id = crypto.randomUUID();
    await db.insert(userSession).values({
      id,
      userId: account.id,
      sessionTokenHash: id,
      ipAddress: "198.18.9.9",
      deviceHash,
      ...where,
      loginAt: at,
      lastActivityAt: at,
      expiresAt: at,
    });
    return id;
  };
  const japan = place("JP", 35.7, 139.7);
  await add(24 * 40, japan, "laptop");
  await add(2, japan, "laptop");
  const last = await add(1, place("BR", -23.5, -46.6), "other");
  await watchLogin(env, account.id, last);
  const rows = await db
    .select()
    .from(securityFinding)
    .where(eq(securityFinding.userId, account.id));
  expect(rows.map(({ kind, severity }) => [kind, severity])).toEqual([
    ["impossible_travel", "high"],
  ]);
  await forgetPlaces(env, Date.now());
  const kept = await db.select().from(userSession).where(eq(userSession.userId, account.id));
  expect(kept.filter((one) => one.latitude !== null)).toHaveLength(2);
  expect(kept.every((one) => one.country !== null)).toBe(true);
  // Of who is on hold nothing goes (U-106).
  await db.update(user).set({ hold: true }).where(eq(user.id, account.id));
  const held = await add(24 * 40, japan, "laptop");
  await forgetPlaces(env, Date.now() + 400 * day);
  const [login] = await db.select().from(userSession).where(eq(userSession.id, held));
  expect(login?.latitude).not.toBeNull();
  expect(await db.$count(securityFinding, eq(securityFinding.userId, account.id))).toBe(1);
});
