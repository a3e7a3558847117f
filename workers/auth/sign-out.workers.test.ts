import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { codeOf, request, signUp, type Person } from "../testing/people.ts";
import { clearSettings, setSettings } from "../testing/settings.ts";
import { userSession } from "./user-session.sql.ts";

const db = openDb(env.DB);

afterEach(() => clearSettings("ip_whitelist", "ip_whitelist_scope"));

const signOut = (as: Person, headers: Record<string, string> = {}) =>
  request("POST", "/api/v1/auth/logout", { as, headers });
const loginOf = ({ id }: Person) =>
  db.select().from(userSession).where(eq(userSession.userId, id)).get();

test("who is outside the list of addresses may still leave (T-25)", async () => {
  const person = await signUp("user");
  await setSettings({ ip_whitelist: ["192.0.2.0/24"], ip_whitelist_scope: "all" });
  const outside = { "cf-connecting-ip": "198.51.100.1" };
  const refused = await request("GET", "/api/v1/auth/status", { as: person, headers: outside });
  expect(await codeOf(refused)).toBe("AUTH_021");
  const left = await signOut(person, outside);
  expect(left.status).toBe(204);
  expect(left.headers.get("set-cookie")).toContain("Max-Age=0");
  expect(await loginOf(person)).toMatchObject({ isActive: false, logoutReason: "MANUAL" });
});

test("who leaves four times at once has left once on record (T-22)", async () => {
  const person = await signUp("user");
  const answers = await Promise.all([1, 2, 3, 4].map(() => signOut(person)));
  for (const answer of answers) {
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toContain("Max-Age=0");
  }
  const left = and(eq(auditLog.userId, person.id), eq(auditLog.action, "LOGOUT"));
  expect(await db.$count(auditLog, left)).toBe(1);
  expect(await loginOf(person)).toMatchObject({ isActive: false, logoutReason: "MANUAL" });
});
