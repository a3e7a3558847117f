import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDb, runBatch } from "../platform/db.ts";
import { priceSeed } from "./price-seed.ts";
import { insertUsage, loadPrices, type UsageRow } from "./service.ts";
import { usageRecord } from "./usage-record.sql.ts";

const row = (): UsageRow => ({
  id: crypto.randomUUID(),
  user_id: crypto.randomUUID(),
  project_id: crypto.randomUUID(),
  session_id: "s",
  turn_id: "t",
  model: "claude-opus-5-5",
  key_id: crypto.randomUUID(),
  usage: {
    input_tokens: 1,
    output_tokens: 2,
    cache_read_tokens: 3,
    cache_write_5m_tokens: 4,
    cache_write_1h_tokens: 5,
  },
  cost_micro_usd: 6,
  created_at: Date.UTC(2026, 10, 20, 23, 59, 59),
});

test("the migration holds the seeded prices", async () => {
  const prices = await loadPrices(openDb(env.DB));
  expect(prices).toEqual(expect.arrayContaining([...priceSeed]));
});

test("a call is one row with every token class, its key and the day of the site; the same call twice is one row", async () => {
  const db = openDb(env.DB);
  const call = row();
  const [first, second, third] = insertUsage(db, [call, call, row()]);
  await runBatch(db, first!, second!, third!);
  const rows = await db.select().from(usageRecord).where(eq(usageRecord.userId, call.user_id));
  expect(rows).toMatchObject([
    {
      id: call.id,
      day: "2026-11-21",
      keyId: call.key_id,
      inputTokens: 1,
      outputTokens: 2,
      cacheReadTokens: 3,
      cacheWrite5mTokens: 4,
      cacheWrite1hTokens: 5,
      costMicroUsd: 6,
    },
  ]);
});
