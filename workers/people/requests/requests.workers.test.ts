import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import * as contract from "#contract/access-request";
import type { AccessRequest } from "#contract/access-request";
import { listUsers } from "#contract/admin-user";
import { getUsage } from "#contract/usage";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { createProject } from "../../testing/contract.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin, proveFactor } from "../../testing/step-up.ts";
import { requireStanding } from "../../sessions/standing.ts";
import { addSession } from "../../testing/chat.ts";
import { accessRequest } from "./access-request.sql.ts";

const db = openDb(env.DB);
const reason = "a release needs it tonight";

const ask = async (person: Person, wish: Record<string, unknown> = { kind: "elevation" }) =>
  call(person, contract.createRequest, { json: { reason, ...wish } });

const asked = async (person: Person, wish?: Record<string, unknown>) =>
  (await (await ask(person, wish)).json()) as AccessRequest;

const approve = (admin: Person, id: string, json: Record<string, unknown> = {}) =>
  call(admin, contract.approveRequest, { param: { id }, json });

const mayAdminister = async (person: Person) => (await call(person, listUsers)).status === 200;

test("an approved elevation holds for 24 hours and lapses by itself (U-140)", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const { id } = await asked(person);
  expect(await mayAdminister(person)).toBe(false);
  const granted = (await (await approve(admin, id)).json()) as AccessRequest;
  expect(granted.status).toBe("approved");
  expect(Date.parse(granted.ends_at ?? "") - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  expect(await mayAdminister(person)).toBe(true);
  const past = new Date(Date.now() - 1);
  await db.update(accessRequest).set({ endsAt: past }).where(eq(accessRequest.id, id));
  expect(await mayAdminister(person)).toBe(false);
  const mine = (await (await call(person, contract.listMyRequests)).json()) as {
    items: AccessRequest[];
  };
  expect(mine.items[0]?.status).toBe("lapsed");
});

test("who was elevated gives it back at once, and cannot decide about themselves", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const { id } = await asked(person);
  await approve(admin, id);
  const budget = await asked(person, { kind: "budget", amount_micro_usd: 5_000_000 });
  expect(await codeOf(await approve(await proveFactor(person), budget.id))).toBe("USER_004");
  await call(person, contract.withdrawRequest, { param: { id } });
  expect(await mayAdminister(person)).toBe(false);
});

test("an elevation is a person's: what their API key asks for runs without it", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const made = await call(person, createProject, { json: { name: "elevated" } });
  const session = await addSession(person, ((await made.json()) as { id: string }).id);
  const { id } = await asked(person);
  await approve(admin, id);
  const standing = (key: string | null) => requireStanding(db, session.replace("sess_", ""), key);
  expect(await standing(null)).toBe("admin");
  expect(await standing(crypto.randomUUID())).toBe("user");
});

test("of two wishes of one kind at once, one waits", async () => {
  const person = await signUp("user");
  const answers = await Promise.all([ask(person), ask(person), ask(person)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
});

test("of an approval and a rejection at once, one holds, and it alone is on record", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const { id } = await asked(person);
  const answers = await Promise.all([
    approve(admin, id),
    call(admin, contract.rejectRequest, { param: { id }, json: { note: "not tonight" } }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
  expect(rows.filter((row) => row.action.startsWith("REQUEST_"))).toHaveLength(1);
});

test("an approved budget is the person's own limit at once, as much as the administrator says", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const { id } = await asked(person, { kind: "budget", amount_micro_usd: 900_000_000 });
  await approve(admin, id, { amount_micro_usd: 250_000_000 });
  const usage = (await (await call(person, getUsage)).json()) as {
    limits: { kind: string; limit: number; source: string }[];
  };
  expect(usage.limits).toContainEqual(
    expect.objectContaining({
      kind: "monthly_budget_micro_usd",
      limit: 250_000_000,
      source: "user",
    }),
  );
});

test("nobody else's request can be seen, withdrawn or decided by a user", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  const { id } = await asked(person);
  const taken = await call(other, contract.withdrawRequest, { param: { id } });
  expect(await codeOf(taken)).toBe("ACCESS_001");
  expect((await approve(other, id)).status).toBe(403);
});

test("approving asks for a fresh second factor", async () => {
  const [person, admin] = [await signUp("user"), await signUp("admin")];
  const { id } = await asked(person);
  expect(await codeOf(await approve(admin, id))).toBe("AUTH_009");
});
