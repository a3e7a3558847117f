import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { listPrices as listEndpoint, setPrice as setEndpoint } from "#contract/admin-price";
import { getHistory } from "#contract/session";
import { meterOf } from "../../meter/rpc.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { AppError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/http.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { monthOf } from "../../settings/site-time.ts";
import { connect, script, settle } from "../../testing/chat.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
import { say } from "../../testing/script.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { samples } from "../../testing/samples.ts";
import { insertUsage, type UsageRow } from "../../usage/service.ts";
import { usageRecord } from "../../usage/usage-record.sql.ts";
import { recompute } from "./recompute.ts";
import { deletePrice, listPrices, setPrice } from "./service.ts";

const db = openDb(env.DB);
const origin = { ip: null, userAgent: null };
const actorOf = (id: string) => ({ id, key: null }) as Actor;

const rates = (input: number) => ({
  input,
  output: 0,
  cache_read: 0,
  cache_write_5m: 0,
  cache_write_1h: 0,
});
const price = (model: string, effective_from: string, input: number) => ({
  model,
  effective_from,
  prompt_over: 0,
  ...rates(input),
});

async function spend(model: string, rows: readonly [at: number, cost: number][]) {
  const { person, project, session } = await settle();
  const usage: UsageRow[] = rows.map(([created_at, cost_micro_usd]) => ({
    id: crypto.randomUUID(),
    user_id: person.id,
    project_id: project,
    session_id: session.slice(5),
    turn_id: "t",
    model,
    usage: {
      input_tokens: 1_000_000,
      output_tokens: 0,
      cache_read_tokens: 0,
      cache_write_5m_tokens: 0,
      cache_write_1h_tokens: 0,
    },
    cost_micro_usd,
    created_at,
  }));
  for (let at = 0; at < usage.length; at += 50) {
    const [first, ...rest] = insertUsage(db, usage.slice(at, at + 50));
    if (first) await runBatch(db, first, ...rest);
  }
  return { person, session: session.slice(5) };
}

test("a price is added, corrected and taken out, each with what was before and after on record", async () => {
  const admin = await signUp("admin");
  const actor = actorOf(admin.id);
  const model = `priced-${crypto.randomUUID()}`;
  const first = price(model, "2026-11-01T00:00:00.000Z", 5);
  await setPrice(db, actor, first, origin);
  await setPrice(db, actor, { ...first, input: 7 }, origin);
  await setPrice(db, actor, price(model, "2026-12-01T00:00:00.000Z", 9), origin);
  const mine = (await listPrices(db)).filter((one) => one.model === model);
  expect(mine.map((one) => [one.effective_from.slice(0, 10), one.input])).toEqual([
    ["2026-12-01", 9],
    ["2026-11-01", 7],
  ]);
  await deletePrice(db, actor, first, origin);
  await expect(deletePrice(db, actor, first, origin)).rejects.toMatchObject({ code: "PRICE_001" });
  const rows = await db.select().from(auditLog).where(eq(auditLog.userId, admin.id));
  const told = rows.filter((row) => row.resourceType === "MODEL_PRICE");
  expect(told.map((row) => row.action).sort()).toEqual(["CREATE", "CREATE", "DELETE", "UPDATE"]);
  expect(told.find((row) => row.action === "UPDATE")).toMatchObject({
    oldValue: { input: 5 },
    newValue: { input: 7 },
    changedFields: ["input"],
  });
});

test("a price changes only as its author has read it, and a new one goes over none that is there", async () => {
  const actor = actorOf((await signUp("admin")).id);
  const first = price(`priced-${crypto.randomUUID()}`, "2026-11-01T00:00:00.000Z", 5);
  const come = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: AppError) => error.code,
    );
  const set = (input: number, shown: typeof first | null) =>
    come(setPrice(db, actor, { ...first, input, shown }, origin));
  expect([await set(5, null), await set(6, null)]).toEqual(["done", "PRICE_004"]);
  expect((await Promise.all([set(7, first), set(8, first)])).sort()).toEqual(["EDIT_001", "done"]);
  const remove = (shown: typeof first) => come(deletePrice(db, actor, { ...first, shown }, origin));
  expect(await remove(first)).toBe("EDIT_001");
  const [now = first] = (await listPrices(db)).filter((one) => one.model === first.model);
  expect(await remove(now)).toBe("done");
});

test("the table is an administrator's to read; to change it asks for a second factor just shown", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  expect((await call(user, listEndpoint)).status).toBe(403);
  expect((await call(admin, listEndpoint)).status).toBe(200);
  const things = { project: "", session: "", file: "", hash: "" };
  const response = await call(admin, setEndpoint, samples(things as never).setPrice);
  expect(response.status).toBe(403);
  expect(await codeOf(response)).toBe("AUTH_009");
});

test("what would count towards no budget is not set by a slip of the hand: 0 is said to be meant", async () => {
  const admin = await provedAdmin();
  const json = {
    ...price(`free-${crypto.randomUUID()}`, "2026-11-01T00:00:00.000Z", 5),
    output: 5,
    cache_write_5m: 5,
    cache_write_1h: 5,
  };
  const refused = await call(admin, setEndpoint, { json });
  expect([refused.status, await codeOf(refused)]).toEqual([422, "PRICE_002"]);
  expect((await call(admin, setEndpoint, { json: { ...json, allow_zero: true } })).status).toBe(
    200,
  );
  expect((await call(admin, setEndpoint, { json: { ...json, cache_read: 1 } })).status).toBe(200);
});

test("a recompute first only says, then corrects record, session and this month's bill, in steps", async () => {
  const admin = await signUp("admin");
  const actor = actorOf(admin.id);
  const model = `recomputed-${crypto.randomUUID()}`;
  const now = Date.now();
  const from = new Date(now - 3_600_000).toISOString();
  // More than one step, and one before the time asked for.
  const calls = Array.from({ length: 520 }, (_, n) => [now - n, 10] as [number, number]);
  const { person, session } = await spend(model, [...calls, [now - 7_200_000, 10]]);
  await meterOf(env, person.id).adjust(monthOf(now), null, 5210);
  await setPrice(db, actor, price(model, "2026-01-01T00:00:00.000Z", 25), origin);

  const run = async (dry_run: boolean) => {
    const sums = { examined: 0, changed: 0, before: 0, after: 0, steps: 0 };
    let cursor: string | null | undefined;
    do {
      const input = { from, model, dry_run, ...(cursor ? { cursor } : {}) };
      const step = await recompute(env, actor, input, origin);
      sums.examined += step.examined;
      sums.changed += step.changed;
      sums.before += step.before_micro_usd;
      sums.after += step.after_micro_usd;
      sums.steps += 1;
      cursor = step.cursor;
    } while (cursor !== null);
    return sums;
  };
  const total = async () => {
    const rows = await db.select().from(usageRecord).where(eq(usageRecord.model, model));
    return rows.reduce((sum, row) => sum + row.costMicroUsd, 0);
  };

  const expected = { examined: 520, changed: 520, before: 5200, after: 13_000, steps: 2 };
  expect(await run(true)).toEqual(expected);
  expect(await total()).toBe(5210);
  expect(await run(false)).toEqual(expected);
  expect(await total()).toBe(13_010);
  const row = await db.select().from(chatSession).where(eq(chatSession.id, session)).get();
  expect(row?.costMicroUsd).toBe(13_010);
  expect((await meterOf(env, person.id).view(null)).month.spent_micro_usd).toBe(13_010);
  expect(await run(false)).toMatchObject({ changed: 0 });
  const records = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.userId, admin.id), eq(auditLog.action, "RECOMPUTE")));
  expect(records).toHaveLength(2);
  expect(records[0]).toMatchObject({ severity: "CRITICAL", metadata: { dry_run: false } });
});

test("two recomputes at once correct a bill once", async () => {
  const admin = await signUp("admin");
  const actor = actorOf(admin.id);
  const model = `twice-${crypto.randomUUID()}`;
  const now = Date.now();
  const { person } = await spend(model, [[now, 10]]);
  await meterOf(env, person.id).adjust(monthOf(now), null, 10);
  await setPrice(db, actor, price(model, "2026-01-01T00:00:00.000Z", 25), origin);
  const input = { from: new Date(now - 1000).toISOString(), model, dry_run: false };
  await Promise.all([recompute(env, actor, input, origin), recompute(env, actor, input, origin)]);
  expect((await meterOf(env, person.id).view(null)).month.spent_micro_usd).toBe(25);
});

test("after a recompute a chat's messages, its sum, its person's bill and the record agree", async () => {
  const { person, session } = await settle();
  const { marker } = await script([say("One."), say("Two.")]);
  const client = await connect(person, session);
  const began = Date.now() - 1000;
  for (const text of [marker, "and?"]) {
    await client.say(text);
    await client.rest();
  }
  const mine = eq(usageRecord.userId, person.id);
  await vi.waitFor(async () => expect(await db.$count(usageRecord, mine)).toBe(2));
  const [used] = await db.select().from(usageRecord).where(mine);
  const dear = price(used?.model ?? "", "2026-01-01T00:00:00.000Z", 40_000_000);
  const actor = actorOf((await signUp("admin")).id);
  await setPrice(db, actor, dear, origin);
  const from = new Date(began).toISOString();
  await recompute(env, actor, { from, model: dear.model, dry_run: false }, origin);
  await deletePrice(db, actor, dear, origin);
  const rows = await db.select().from(usageRecord).where(mine);
  const total = rows.reduce((sum, row) => sum + row.costMicroUsd, 0);
  expect(rows.every((row) => row.costMicroUsd === row.inputTokens * 40)).toBe(true);
  const response = await call(person, getHistory, { param: { id: session } });
  const { items } = (await response.json()) as { items: { cost_micro_usd?: number }[] };
  const costs = items.map((item) => item.cost_micro_usd ?? 0).filter((cost) => cost > 0);
  expect(costs.sort()).toEqual(rows.map((row) => row.costMicroUsd).sort());
  expect((await meterOf(env, person.id).view(null)).month.spent_micro_usd).toBe(total);
  const line = await db.select().from(chatSession).where(eq(chatSession.userId, person.id)).get();
  expect(line?.costMicroUsd).toBe(total);
  client.close();
});

test("the last price that holds and is not zero stays: nothing becomes free by an empty table", async () => {
  const actor = actorOf((await signUp("admin")).id);
  const before = await listPrices(db);
  const [some] = before;
  const later = { ...some!, effective_from: "2090-01-01T00:00:00.000Z" };
  await setPrice(db, actor, later, origin);
  const outcomes = [];
  for (const row of before) {
    outcomes.push(await deletePrice(db, actor, row, origin).catch((error: AppError) => error.code));
  }
  const left = await listPrices(db);
  await deletePrice(db, actor, later, origin);
  expect(left.filter((row) => row.input > 0)).toHaveLength(2);
  expect(outcomes.filter((code) => code === "PRICE_003")).toHaveLength(1);
  // Nor by a 0 in the last one's place.
  const last = left.find((row) => row.input > 0 && row.effective_from !== later.effective_from);
  await expect(setPrice(db, actor, { ...last!, input: 0 }, origin)).rejects.toMatchObject({
    code: "PRICE_003",
  });
  for (const row of before) await setPrice(db, actor, row, origin);
});

test("a cursor nobody gave is refused", async () => {
  const input = { from: new Date().toISOString(), dry_run: true, cursor: "' or 1=1" };
  await expect(recompute(env, actorOf("x"), input, origin)).rejects.toMatchObject({
    code: "REQUEST_001",
  });
});
