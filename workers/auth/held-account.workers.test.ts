/** What is told of an account that is suspended, locked or disabled, and to whom. */
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { codeOf, password, request, signUp } from "../testing/people.ts";
import { endLoginsOf, throwOut } from "./end-access.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const soon = new Date(Date.now() + 600_000);
const waysToHold = [
  ["suspended", { suspendedUntil: soon }, "AUTH_011", { until: soon.toISOString() }],
  ["locked", { status: "locked" }, "AUTH_003", { locked_by: "administrator" }],
  ["disabled", { status: "disabled" }, "AUTH_026", {}],
] as const;

test.each(waysToHold)(
  "who is thrown out, %s, hears of it on the page that stood open, and nobody else does",
  async (_kind, change, code, details) => {
    const [person, left] = [await signUp("user"), await signUp("user")];
    const set = { ...change, statusReason: "a reason" };
    const hold = (id: string) => db.update(user).set(set).where(eq(user.id, id));
    const open = (cookie: string) => request("GET", "/api/v1/projects", { headers: { cookie } });
    await db.batch([hold(person.id), ...throwOut(db, person.id)]);
    await db.batch([hold(left.id), ...endLoginsOf(db, left.id, "MANUAL")]);
    expect(await (await open(person.cookie)).json()).toMatchObject({
      error: { code, details: { ...details, reason: "a reason" } },
    });
    expect(await codeOf(await open(left.cookie))).toBe("AUTH_002");
    await db
      .update(user)
      .set({ status: "active", suspendedUntil: null })
      .where(eq(user.id, person.id));
    expect(await codeOf(await open(person.cookie))).toBe("AUTH_002");
  },
);

describe("the browser that was signed in when the account was shut out", () => {
  const heldIn = async (headers: Record<string, string>): Promise<unknown> => {
    const response = await request("GET", "/api/v1/auth/status", { headers });
    const { me, held } = (await response.json()) as { me: unknown; held: unknown };
    expect(me).toBeNull();
    return held;
  };
  const shutOut = async (id: string, change: Partial<typeof user.$inferInsert>) =>
    db.batch([
      db
        .update(user)
        .set({ statusReason: "a reason", ...change })
        .where(eq(user.id, id)),
      ...throwOut(db, id),
    ]);

  test.each([
    ["suspended", { suspendedUntil: soon }, soon.toISOString()],
    ["locked", { status: "locked" }, null],
    ["disabled", { status: "disabled" }, null],
  ] as const)(
    "hears that it is %s, why, until when, and whom to ask",
    async (kind, change, until) => {
      const [person, admin] = [await signUp("user"), await signUp("admin")];
      await db.update(user).set({ lastActiveAt: new Date() }).where(eq(user.id, admin.id));
      await shutOut(person.id, change);
      expect(await heldIn({ cookie: person.cookie })).toMatchObject({
        kind,
        until,
        reason: "a reason",
        contact: expect.arrayContaining([expect.stringContaining(admin.email)]),
      });
      expect(await heldIn({})).toBeNull();
      await db
        .update(user)
        .set({ status: "active", suspendedUntil: null })
        .where(eq(user.id, person.id));
      expect(await heldIn({ cookie: person.cookie })).toBeNull();
    },
  );

  test("is not the one that was thrown out before, nor one that signed out", async () => {
    const [thrownOut, signedOut] = [await signUp("user"), await signUp("user")];
    for (const [{ id }, reason] of [
      [thrownOut, "FORCED"],
      [signedOut, "MANUAL"],
    ] as const) {
      await db
        .update(userSession)
        .set({ isActive: false, logoutReason: reason, logoutAt: new Date(Date.now() - 60_000) })
        .where(eq(userSession.userId, id));
      await shutOut(id, { suspendedUntil: soon });
    }
    expect(await heldIn({ cookie: thrownOut.cookie })).toBeNull();
    expect(await heldIn({ cookie: signedOut.cookie })).toBeNull();
  });

  test("names no administrator to a guest", async () => {
    const guest = await signUp("user");
    await shutOut(guest.id, { role: "guest", status: "disabled" });
    expect(await heldIn({ cookie: guest.cookie })).toMatchObject({
      kind: "disabled",
      reason: null,
      contact: [],
    });
  });
});

test.each(waysToHold)(
  "who knows the password of an account that is %s is told why; who does not is told nothing",
  async (_kind, change, code, details) => {
    const { id, email } = await signUp("user");
    await db
      .update(user)
      .set({ ...change, statusReason: "a reason" })
      .where(eq(user.id, id));
    const enter = async (given: string) => {
      const json = { email, password: given };
      const response = await request("POST", "/api/v1/auth/login", { json });
      return (await response.json()) as { error: { code: string; details?: unknown } };
    };
    expect((await enter(password)).error).toMatchObject({
      code,
      details: { ...details, reason: "a reason" },
    });
    const { error } = await enter("not the password");
    expect(error.code).toBe("AUTH_001");
    expect(error.details).toBeUndefined();
    const failed = and(eq(auditLog.resourceId, id), eq(auditLog.action, "LOGIN_FAILED"));
    const kept = await db.select().from(auditLog).where(failed);
    expect(kept.map(({ metadata }) => metadata?.["failure_reason"]).sort()).toEqual([
      "account_closed",
      "wrong_password",
    ]);
  },
);

describe("signing out always leaves the account", () => {
  const cleared = /^engawa_login=; .*(Max-Age=0|1970)/;
  const leave = (headers: Record<string, string>) =>
    request("POST", "/api/v1/auth/logout", { headers });
  const statusOf = async (cookie: string): Promise<unknown> =>
    (await request("GET", "/api/v1/auth/status", { headers: { cookie } })).json();

  test.each(waysToHold)(
    "where it is %s, and nothing is told there any more",
    async (_kind, change) => {
      const person = await signUp("user");
      const hold = db
        .update(user)
        .set({ ...change, statusReason: "a reason" })
        .where(eq(user.id, person.id));
      await db.batch([hold, ...throwOut(db, person.id)]);
      expect(await statusOf(person.cookie)).toMatchObject({ held: { reason: "a reason" } });
      const answer = await leave({ cookie: person.cookie });
      expect(answer.status).toBe(204);
      expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(cleared));
      expect(await statusOf(person.cookie)).toMatchObject({ me: null, held: null });
      expect(await codeOf(await request("GET", "/api/v1/projects", { as: person }))).toBe(
        "AUTH_002",
      );
    },
  );

  test("where the sign-in idled out: what holds the account later is not told there either", async () => {
    const person = await signUp("user");
    const mine = eq(userSession.userId, person.id);
    await db
      .update(userSession)
      .set({ lastActivityAt: new Date(0) })
      .where(mine);
    expect((await leave({ cookie: person.cookie })).status).toBe(204);
    const set = { status: "disabled", statusReason: "a reason" } as const;
    await db.batch([
      db.update(user).set(set).where(eq(user.id, person.id)),
      ...throwOut(db, person.id),
    ]);
    expect(await statusOf(person.cookie)).toMatchObject({ held: null });
  });

  test("where nobody is signed in, or a cookie is not ours", async () => {
    for (const headers of [{}, { cookie: "engawa_login=forged" }]) {
      const answer = await leave(headers as Record<string, string>);
      expect(answer.status).toBe(204);
      expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(cleared));
    }
  });

  test("but a page made for one person signs nobody else out", async () => {
    const [before, now] = [await signUp("user"), await signUp("user")];
    const answer = await leave({ cookie: now.cookie, "engawa-user": before.id });
    expect(await codeOf(answer)).toBe("AUTH_024");
    expect(await statusOf(now.cookie)).toMatchObject({ me: { id: now.id } });
  });
});
