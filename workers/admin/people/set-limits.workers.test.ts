import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { approveRequest, createRequest } from "#contract/access-request";
import { setUserLimits, type UserDetail } from "#contract/admin-user";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { call, codeOf, signUp, type Person } from "../../testing/people.ts";
import { elevate, provedAdmin } from "../../testing/step-up.ts";

type Limits = Record<string, number | null>;

let [one, other]: Person[] = [];
beforeAll(async () => {
  [one, other] = [await provedAdmin(), await provedAdmin()];
});

const save = (by: Person | undefined, person: Person, limits: Limits, shown: Limits = {}) =>
  call(by!, setUserLimits, { param: { id: person.id }, json: { limits, shown } });

const storedAfter = async (answer: Response) => ((await answer.json()) as UserDetail).custom_limits;

test("two administrators who were shown the same change a limit each: both stay", async () => {
  const person = await signUp("user");
  const shown = { calls_per_day: 7 };
  await save(one, person, shown);
  await save(one, person, { calls_per_day: 9 }, shown);
  const second = await save(other, person, { calls_per_day: 7, sessions_held: 3 }, shown);
  expect(await storedAfter(second)).toEqual({ calls_per_day: 9, sessions_held: 3 });
  const rows = await openDb(env.DB)
    .select()
    .from(auditLog)
    .where(eq(auditLog.resourceId, person.id));
  const changes = rows.filter((row) => row.action === "LIMITS_CHANGED");
  expect(changes.map((row) => row.newValue)).toContainEqual({ calls_per_day: 9, sessions_held: 3 });
});

test("a limit that somebody else changed, made or took back since is not overwritten", async () => {
  const person = await signUp("user");
  await save(one, person, { calls_per_day: 7 });
  await save(one, person, { calls_per_day: 9, connections: 1 }, { calls_per_day: 7 });
  const blind = { param: { id: person.id }, json: { limits: { calls_per_day: 8 } } };
  expect((await call(other!, setUserLimits, blind)).status).toBe(400);
  const late = await save(other, person, { calls_per_day: 8 }, { calls_per_day: 7 });
  expect([late.status, await codeOf(late)]).toEqual([412, "EDIT_001"]);
  const made = await save(other, person, { connections: 2 }, {});
  expect(await codeOf(made)).toBe("EDIT_001");
  const taken = await save(other, person, { sessions_held: 4 }, { sessions_held: 3 });
  expect(await codeOf(taken)).toBe("EDIT_001");
  const same = { calls_per_day: 9, connections: 1 };
  expect(await storedAfter(await save(other, person, same, same))).toEqual(same);
});

test("of two changes of one limit at once, one is refused", async () => {
  const person = await signUp("user");
  const answers = await Promise.all([
    save(one, person, { calls_per_day: 1 }, {}),
    save(other, person, { calls_per_day: 2 }, {}),
  ]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412]);
});

test("a budget that was granted meanwhile outlives a change of another limit", async () => {
  const person = await signUp("user");
  const wish = { kind: "budget", amount_micro_usd: 500_000_000, reason: "a big migration" };
  const asked = await call(person, createRequest, { json: wish });
  const { id } = (await asked.json()) as { id: string };
  expect((await call(one!, approveRequest, { param: { id }, json: {} })).status).toBe(200);
  const saved = await save(other, person, { calls_per_day: 7 }, {});
  expect(await storedAfter(saved)).toEqual({
    calls_per_day: 7,
    monthly_budget_micro_usd: 500_000_000,
  });
});

test("who is an administrator for a day limits no lasting one (U-140)", async () => {
  const by = await elevate(await signUp("user"));
  const refused = await save(by, other!, { messages_per_hour: 0 });
  expect([refused.status, await codeOf(refused)]).toEqual([403, "AUTH_004"]);
});
