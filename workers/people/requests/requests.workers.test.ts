import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import * as contract from "#contract/access-request";
import type { AccessRequest } from "#contract/access-request";
import { listUsers } from "#contract/admin-user";
import type { OutputOf } from "#contract/endpoint";
import type { ErrorBody } from "#contract/errors";
import { getUsage } from "#contract/usage";
import { meterOf } from "../../meter/rpc.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { createProject } from "../../testing/contract.ts";
import { makeKey } from "../../testing/keys.ts";
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
  const from = Date.parse(granted.decided_at ?? "");
  expect(Date.parse(granted.ends_at ?? "") - from).toBe(86_400_000);
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
  const budget = await asked(person, { kind: "budget", amount_micro_usd: 900_000_000 });
  const { id } = await asked(person);
  await approve(admin, id);
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
  const standing = (key_id: string | null) =>
    requireStanding(db, session.replace("sess_", ""), { key_id, login_id: null });
  expect(await standing(null)).toBe("admin");
  expect(await standing((await makeKey(person)).id)).toBe("user");
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
  const { monthly_budget_micro_usd: before } = await meterOf(env, person.id).limits();
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
  const records = await db.select().from(auditLog).where(eq(auditLog.resourceId, person.id));
  expect(records.find(({ action }) => action === "REQUEST_APPROVED")).toMatchObject({
    oldValue: { amount_micro_usd: before.value },
    newValue: { amount_micro_usd: 250_000_000 },
    changedFields: ["amount_micro_usd"],
  });
});

test("more budget is more than what holds now, when it is asked for and when it is granted", async () => {
  const [person, admin] = [await signUp("user"), await provedAdmin()];
  const { monthly_budget_micro_usd: now } = await meterOf(env, person.id).limits();
  const limit = now.value ?? 0;
  const less = await ask(person, { kind: "budget", amount_micro_usd: limit });
  expect([less.status, await codeOf(less)]).toEqual([409, "ACCESS_003"]);
  const { id } = await asked(person, { kind: "budget", amount_micro_usd: limit + 1 });
  expect(await codeOf(await approve(admin, id, { amount_micro_usd: limit }))).toBe("ACCESS_003");
  expect((await approve(admin, id)).status).toBe(200);
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

test("asking and withdrawing does not fill administrators' inboxes; it says until when (U-092)", async () => {
  const person = await signUp("user");
  for (let n = 0; n < 10; n++) {
    const { id } = await asked(person);
    await call(person, contract.withdrawRequest, { param: { id } });
    // The first: two hours from its day.
    if (n === 0) {
      await db
        .update(accessRequest)
        .set({ createdAt: new Date(Date.now() - 22 * 3_600_000 - 1000) })
        .where(eq(accessRequest.id, id));
    }
  }
  const refused = await ask(person);
  expect(refused.status).toBe(429);
  expect(await db.$count(accessRequest, eq(accessRequest.userId, person.id))).toBe(10);
  const { error } = await refused.json<{ error: ErrorBody["error"] }>();
  expect(error).toMatchObject({
    id: "RATE_001",
    message: expect.stringMatching(/2時間後|in 2 hours|120分後|in 120 minutes/),
    details: { limit: 10, used: 10 },
  });
  const seconds = Number(refused.headers.get("retry-after"));
  expect(error.retry_after).toBe(seconds);
  expect(seconds).toBeGreaterThan(7000);
  expect(seconds).toBeLessThanOrEqual(7200);
  const until = (Date.parse(String(error.details?.["resets_at"])) - Date.now()) / 1000;
  expect(Math.abs(until - seconds)).toBeLessThan(10);
});

test("a list goes page by page, and what lapsed is not among what is approved", async () => {
  const admin = await provedAdmin();
  const rows = Array.from({ length: 7 }, (_, n) => ({
    id: crypto.randomUUID(),
    kind: "elevation" as const,
    userId: admin.id,
    reason,
    status: "approved" as const,
    decidedBy: admin.id,
    decidedAt: new Date(n),
    // Of seven the four newest lapsed.
    endsAt: new Date(n < 3 ? Date.now() + 60_000 : Date.now() - 60_000),
    createdAt: new Date(n),
  }));
  await db.delete(accessRequest);
  for (const row of rows) await db.insert(accessRequest).values(row);
  const list = async (query: Record<string, string>) => {
    const answer = await call(admin, contract.listRequests, { query });
    const { items, ...rest } = (await answer.json()) as OutputOf<typeof contract.listRequests>;
    return { ids: items.map(({ id }) => id), ...rest };
  };
  const ids = rows.map(({ id }) => id).reverse();
  expect(await list({ status: "approved", limit: "2" })).toEqual({
    ids: ids.slice(4, 6),
    total: 3,
    page: 1,
    limit: 2,
    total_pages: 2,
    pending: 0,
  });
  expect((await list({ status: "approved", limit: "2", page: "2" })).ids).toEqual(ids.slice(6));
  expect(await list({ status: "lapsed" })).toMatchObject({ ids: ids.slice(0, 4), total: 4 });
  expect(await list({ page: "2", limit: "5" })).toMatchObject({ ids: ids.slice(5), total: 7 });
  await ask(await signUp("user"));
  expect(await list({ limit: "1" })).toMatchObject({ total: 8, pending: 1 });
  expect((await list({ limit: "1" })).ids).not.toContain(ids[0]);
});
