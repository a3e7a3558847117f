import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { listPrices as listEndpoint, setPrice as setEndpoint } from "#contract/admin-price";
import { meterOf } from "../../meter/rpc.ts";
import { auditLog } from "../../platform/audit.sql.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import type { Actor } from "../../platform/http.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { monthOf } from "../../settings/site-time.ts";
import { settle } from "../../testing/chat.ts";
import { call, codeOf, signUp } from "../../testing/people.ts";
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

test("the table is an administrator's to read; to change it asks for a second factor just shown", async () => {
  const [admin, user] = [await signUp("admin"), await signUp("user")];
  expect((await call(user, listEndpoint)).status).toBe(403);
  expect((await call(admin, listEndpoint)).status).toBe(200);
  const things = { project: "", session: "", file: "", hash: "" };
  const response = await call(admin, setEndpoint, samples(things as never).setPrice);
  expect(response.status).toBe(403);
  expect(await codeOf(response)).toBe("AUTH_009");
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

test("a cursor nobody gave is refused", async () => {
  const input = { from: new Date().toISOString(), dry_run: true, cursor: "' or 1=1" };
  await expect(recompute(env, actorOf("x"), input, origin)).rejects.toMatchObject({
    code: "REQUEST_001",
  });
});
