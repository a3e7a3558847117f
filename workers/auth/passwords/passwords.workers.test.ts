import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { notice } from "../../notices/notice.sql.ts";
import { forgetProof, signUpWithTotp } from "../../testing/factors.ts";
import { mailEventsTo, mailsTo, tokenTo } from "../../testing/mails.ts";
import {
  accountOf,
  codeOf,
  cookieOf,
  password,
  request,
  signIn,
  signUp,
} from "../../testing/people.ts";
import { proveFactor } from "../../testing/step-up.ts";
import { user } from "../user.sql.ts";
import { passwordHistory } from "./password-history.sql.ts";
import { other, change, standing } from "../../testing/passwords.ts";

const db = openDb(env.DB);

describe("choosing a new password", () => {
  test("needs the old one; a stolen sign-in does not get to guess it", async () => {
    const person = await signUp("user");
    for (let at = 0; at < 5; at++) expect(await change(person, other, "wrong")).toBe("AUTH_001");
    expect(await change(person, other)).toBe("AUTH_003");
    const bare = await request("PUT", "/api/v1/account/password", {
      as: person,
      json: { next: other },
    });
    expect(await codeOf(bare)).toBe("AUTH_010");
  });

  test("ends every other sign-in at once, keeps this one, and tells the owner twice", async () => {
    const person = await signUp("user");
    const second = cookieOf(await signIn(person));
    expect(await change(person, other)).toBe("ok");
    expect(await standing(second)).toBe(401);
    expect(await standing(person.cookie)).toBe(200);
    expect((await signIn(person)).status).toBe(401);
    expect((await signIn(person, other)).status).toBe(200);
    expect(await mailEventsTo(person.email)).toContain("password_changed");
    const told = await db.select().from(notice).where(eq(notice.userId, person.id));
    expect(told.map((one) => one.kind)).toContain("password_changed");
    const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
    expect(rows.map((row) => row.action)).toContain("PASSWORD_CHANGED");
    expect(JSON.stringify([rows, await mailsTo(person.email)])).not.toContain(other);
  });

  test("refuses what is weak, common or the owner's own name (T-07)", async () => {
    const person = await signUp("user");
    await db.update(user).set({ name: "Hanako Tanaka" }).where(eq(user.id, person.id));
    expect(await change(person, "Short-1")).toBe("AUTH_007");
    expect(await change(person, "Password1234!")).toBe("AUTH_014");
    expect(await change(person, "hanako-kx83-lq92-ow")).toBe("AUTH_014");
  });

  test("refuses the present one and the three before it, and the fourth may come again (U-051)", async () => {
    const person = await signUp("user");
    const next = (number: number) => `an-evening-on-the-porch-no-${number}`;
    expect(await change(person, password)).toBe("AUTH_013");
    let current = password;
    for (const number of [1, 2, 3]) {
      expect(await change(person, next(number), current)).toBe("ok");
      current = next(number);
    }
    expect(await change(person, password, current)).toBe("AUTH_013");
    expect(await change(person, next(1), current)).toBe("AUTH_013");
    expect(await change(person, next(4), current)).toBe("ok");
    expect(await change(person, password, next(4))).toBe("ok");
    const kept = await db
      .select()
      .from(passwordHistory)
      .where(eq(passwordHistory.userId, person.id));
    expect(kept).toHaveLength(3);
  }, 120_000);

  test("of two changes at once one counts", async () => {
    const person = await signUp("user");
    const results = await Promise.all([change(person, other), change(person, `${other}-too`)]);
    expect(results.sort()).toEqual(["USER_005", "ok"]);
  });

  test("wants the second factor, too, where there is one: a stolen sign-in and password are not enough", async () => {
    const { person } = await signUpWithTotp();
    await forgetProof(person);
    expect(await change(person, other)).toBe("AUTH_010");
    await proveFactor(person);
    expect(await change(person, other)).toBe("ok");
  });

  test("ends a change of the address that a stolen sign-in began, as the mail about it promises", async () => {
    const person = await signUp("user");
    const thief = cookieOf(await signIn(person));
    const elsewhere = `${crypto.randomUUID()}@example.test`;
    await request("PUT", "/api/v1/account/email", {
      headers: { cookie: thief },
      json: { email: elsewhere },
    });
    const token = await tokenTo(elsewhere, "verify_email");
    expect(await mailEventsTo(person.email)).toContain("email_change_requested");
    expect(await change(person, other)).toBe("ok");
    const verified = await request("POST", "/api/v1/auth/verify-email", { json: { token } });
    expect(await codeOf(verified)).toBe("AUTH_012");
    expect(await accountOf(person.id)).toMatchObject({ email: person.email, pendingEmail: null });
  });

  test("opens what was closed until a new password is chosen (AUTH_016)", async () => {
    const person = await signUp("user");
    await db.update(user).set({ mustChangePassword: true }).where(eq(user.id, person.id));
    const projects = () => request("GET", "/api/v1/projects", { as: person });
    expect(await codeOf(await projects())).toBe("AUTH_016");
    expect(await change(person, other)).toBe("ok");
    expect((await projects()).status).toBe(200);
  });
});
