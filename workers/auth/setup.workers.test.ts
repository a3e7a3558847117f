import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { sha256Hex } from "../platform/hash.ts";
import type { Env } from "../platform/env.ts";
import { codeOf, password, request } from "../testing/people.ts";
import { isSetupRequired } from "./service.ts";
import { setupState } from "./setup-state.sql.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const token = "one-time-token";
let site: Env;

async function attempt(over: { token?: string; password?: string; email?: string } = {}) {
  const response = await request("POST", "/api/v1/auth/setup", {
    env: site,
    json: { token, email: "first@example.test", name: "First", password, ...over },
  });
  if (!response.ok) return codeOf(response);
  return ((await response.json()) as { role: string }).role;
}

/** A site nobody has set up: the administrators of other tests step down, nobody signs in again. */
beforeAll(async () => {
  site = { ...env, SETUP_TOKEN_HASH: await sha256Hex(token) };
  await db.update(user).set({ role: "user" }).where(eq(user.role, "admin"));
  await db.delete(setupState);
});

test("a wrong token or a weak password makes no administrator, and the token still works", async () => {
  expect(await isSetupRequired(db, site)).toBe(true);
  expect(await attempt({ token: "guess" })).toBe("AUTH_006");
  expect(await attempt({ password: "short" })).toBe("AUTH_007");
  expect(await isSetupRequired(db, site)).toBe(true);
});

test("of two set-ups at once one makes the administrator, who is on the audit record", async () => {
  const results = await Promise.all([attempt(), attempt({ email: "second@example.test" })]);
  expect(results.sort()).toEqual(["AUTH_006", "admin"]);
  expect(await isSetupRequired(db, site)).toBe(false);
  const rows = await db.select().from(auditLog).where(eq(auditLog.action, "SETUP"));
  expect(rows).toMatchObject([{ severity: "CRITICAL", eventType: "SECURITY" }]);
});

test("afterwards the token is worth nothing", async () => {
  expect(await attempt({ email: "third@example.test" })).toBe("AUTH_006");
});
