import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { getUser, listUsers } from "#contract/admin-user";
import { totpSecret } from "../../auth/second-factor/second-factor.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { monthOf } from "../../settings/site-time.ts";
import { personCost } from "../../statistics/cost-figure.sql.ts";
import { rollUpAll } from "../../statistics/testing.ts";
import { project as projects } from "../../projects/project.sql.ts";
import { addSession, settle } from "../../testing/chat.ts";
import { createProject } from "../../testing/contract.ts";
import { bodyOf } from "../../testing/factors.ts";
import { proveFactor } from "../../testing/step-up.ts";
import { call, createAccount, signUp } from "../../testing/people.ts";
import { insertUsage, type UsageRow } from "../../usage/service.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";

const db = openDb(env.DB);

test("a line of the list counts its own person's sessions, and no one else's", async () => {
  const admin = await signUp("admin");
  const { person } = await settle();
  await settle();
  await proveFactor(admin);
  const query = { q: person.email };
  const { items } = await bodyOf<{ items: unknown[] }>(await call(admin, listUsers, { query }));
  expect(items).toMatchObject([{ id: person.id, session_count: 1, second_factors: [] }]);
});

test("sessions are those the limit counts: none of a project in the bin, none put away (U-060)", async () => {
  const admin = await proveFactor(await signUp("admin"));
  const { person, project } = await settle();
  const made = await call(person, createProject, { json: { name: "kept" } });
  await addSession(person, ((await made.json()) as { id: string }).id);
  await db.update(projects).set({ status: "deleted" }).where(eq(projects.id, project));
  const query = { q: person.email };
  const list = await bodyOf<{ items: unknown[] }>(await call(admin, listUsers, { query }));
  expect(list.items).toMatchObject([{ session_count: 1 }]);
  const detail = await call(admin, getUser, { param: { id: person.id } });
  const { limits } = await bodyOf<{ limits: { kind: string; used: number }[] }>(detail);
  expect(limits.find(({ kind }) => kind === "sessions_held")?.used).toBe(1);
});

test("the figures above the list count each person where they stand", async () => {
  const admin = await signUp("admin");
  await proveFactor(admin);
  const figures = async () =>
    (await bodyOf<{ statistics: Record<string, number> }>(await call(admin, listUsers))).statistics;
  const before = await figures();
  const [held, limited, secured] = [
    await createAccount("user"),
    await createAccount("user"),
    await createAccount("admin"),
  ];
  await createAccount("admin", "invited");
  await createAccount("guest");
  await createAccount("user", "deleted");
  await createAccount("user", "disabled");
  const now = new Date();
  const until = (at: number) => ({ suspendedUntil: new Date(at) });
  await db
    .update(user)
    .set(until(now.getTime() + 60_000))
    .where(eq(user.id, held.id));
  await db
    .update(user)
    .set(until(now.getTime() - 60_000))
    .where(eq(user.id, limited.id));
  for (const kind of ["connections", "calls_per_day"] as const)
    await db.insert(userLimit).values({ userId: limited.id, kind, value: 1, setAt: now });
  await db
    .insert(totpSecret)
    .values({ userId: secured.id, secret: "x", lastStep: 0, createdAt: now });
  const after = await figures();
  const more = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
  expect(Object.fromEntries(more)).toEqual({
    total: 5,
    active: 2,
    admins: 2,
    suspended: 1,
    custom_limits: 1,
    without_second_factor: 1,
  });
  const lists: Record<string, Record<string, string>> = {
    total: {},
    active: { status: "active" },
    admins: { role: "admin" },
    suspended: { status: "suspended" },
    custom_limits: { custom_limits: "true" },
    without_second_factor: { status: "active", second_factor: "false" },
  };
  for (const [card, query] of Object.entries(lists)) {
    const { total } = await bodyOf<{ total: number }>(await call(admin, listUsers, { query }));
    expect([card, total]).toEqual([card, after[card]]);
  }
});

test("what a person spent is the sum and what is not in it yet, each call once", async () => {
  const admin = await signUp("admin");
  await proveFactor(admin);
  const { id } = await createAccount("user");
  const oneCall = (cost: number): UsageRow => ({
    id: crypto.randomUUID(),
    user_id: id,
    project_id: "p",
    session_id: crypto.randomUUID(),
    turn_id: "t",
    model: "m",
    usage: {
      input_tokens: 1,
      output_tokens: 1,
      cache_read_tokens: 0,
      cache_write_5m_tokens: 0,
      cache_write_1h_tokens: 0,
    },
    cost_micro_usd: cost,
    created_at: Date.now(),
  });
  const write = async (cost: number) => {
    const [first, ...rest] = insertUsage(db, [oneCall(cost)]);
    await runBatch(db, first!, ...rest);
  };
  const spend = async () =>
    (await bodyOf<{ spend: object }>(await call(admin, getUser, { param: { id } }))).spend;
  const all = (cost: number) => ({
    month_micro_usd: cost,
    year_micro_usd: cost,
    lifetime_micro_usd: cost,
  });
  await write(100);
  expect(await spend()).toEqual(all(100));
  await rollUpAll();
  expect(await spend()).toEqual(all(100));
  await write(20);
  expect(await spend()).toEqual(all(120));
  const query = { q: `${id}@` };
  const { items } = await bodyOf<{ items: object[] }>(await call(admin, listUsers, { query }));
  expect(items).toMatchObject([{ id, spent_micro_usd: 120 }]);
});

test("in the order of what was spent, the month's sums count", async () => {
  const admin = await signUp("admin");
  await proveFactor(admin);
  const [less, most] = [await createAccount("user"), await createAccount("user")];
  const mark = crypto.randomUUID().slice(0, 12);
  await db.update(user).set({ name: mark }).where(eq(user.id, less.id));
  await db.update(user).set({ name: mark }).where(eq(user.id, most.id));
  const sums = {
    calls: 1,
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  };
  await db.insert(personCost).values([
    { period: monthOf(Date.now()), userId: most.id, ...sums, costMicroUsd: 2 },
    { period: monthOf(Date.now()), userId: less.id, ...sums, costMicroUsd: 1 },
    { period: "2001-01", userId: less.id, ...sums, costMicroUsd: 9 },
  ]);
  const query = { q: mark, sort_by: "spent", sort_order: "desc" } as const;
  const { items } = await bodyOf<{ items: { id: string }[] }>(
    await call(admin, listUsers, { query }),
  );
  expect(items.map(({ id }) => id)).toEqual([most.id, less.id]);
});
