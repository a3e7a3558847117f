import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { notice } from "../notices/notice.sql.ts";
import { openDb } from "../platform/db.ts";
import { connect, script, settle } from "../testing/chat.ts";
import { signUp } from "../testing/people.ts";
import { say } from "../testing/script.ts";
import { modelPrice } from "../usage/model-price.sql.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";

const db = openDb(env.DB);

test("a model nobody priced is charged at the highest rates, and administrators hear of it once a day (T-12)", async () => {
  const admin = await signUp("admin");
  const known = eq(modelPrice.model, "claude-opus-5-5*");
  const rows = await db.delete(modelPrice).where(known).returning();
  // Other tests reckon with it.
  onTestFinished(async () => {
    for (const row of rows) await db.insert(modelPrice).values(row).onConflictDoNothing();
  });
  const told = () =>
    db
      .select()
      .from(notice)
      .where(and(eq(notice.userId, admin.id), eq(notice.kind, "model_unpriced")));
  for (let chat = 0; chat < 2; chat++) {
    const { person, session } = await settle();
    const { marker } = await script([say("One.")]);
    const client = await connect(person, session);
    await client.say(marker);
    await client.rest();
    client.close();
    const mine = eq(usageRecord.userId, person.id);
    await vi.waitFor(async () => {
      const row = await db.select().from(usageRecord).where(mine).get();
      expect(row?.costMicroUsd).toBe(
        Math.floor((row?.inputTokens ?? 0) * 10 + (row?.outputTokens ?? 0) * 50 + 0.5),
      );
    });
  }
  await vi.waitFor(async () => expect(await told()).toHaveLength(1));
  expect((await told())[0]?.data).toEqual({ model: "claude-opus-5-5" });
});
