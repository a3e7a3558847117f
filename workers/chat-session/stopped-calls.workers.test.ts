import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { connect, script, settle } from "../testing/chat.ts";
import { monthOf } from "../testing/meters.ts";
import { say } from "../testing/script.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";

const db = openDb(env.DB);

test("a call that is stopped before it answers costs its prompt, and does not fill the context", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([
    say("", { fault: { after: "nothing", kind: "stall" } }),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  await vi.waitFor(async () => expect(await requests()).toHaveLength(1), 10_000);
  await client.send({ type: "run.stop" });
  await client.rest();
  await vi.waitFor(async () => {
    const [row] = await db.select().from(usageRecord).where(eq(usageRecord.userId, person.id));
    expect(row?.inputTokens).toBeGreaterThan(500);
    expect(row).toMatchObject({ outputTokens: 0, cacheReadTokens: 0 });
    expect(row!.costMicroUsd).toBeGreaterThan(500);
    expect(await monthOf(person.id)).toMatchObject({
      spent_micro_usd: row!.costMicroUsd,
      reserved_micro_usd: 0,
    });
  });
  const told = client.frames.findLast((frame) => frame.type === "meter");
  expect(told).toMatchObject({ context: { used_tokens: 0 }, cost_micro_usd: expect.any(Number) });
});

test("so does a summary that is stopped before it begins", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([
    say("Hello."),
    say("", { fault: { after: "nothing", kind: "stall" } }),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  await client.say("/compact");
  await vi.waitFor(async () => expect(await requests()).toHaveLength(2), 10_000);
  await client.send({ type: "run.stop" });
  await client.rest();
  await vi.waitFor(async () => {
    const rows = await db.select().from(usageRecord).where(eq(usageRecord.userId, person.id));
    expect(rows).toHaveLength(2);
    const guessed = rows.find((row) => row.outputTokens === 0);
    expect(guessed?.inputTokens).toBeGreaterThan(500);
  });
});

test("a call that runs on renews what is held for it, and no longer once it ended", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("A long answer. ".repeat(30), { delta_chars: 5, deltas_per_second: 30 }),
  ]);
  const client = await connect(person, session);
  const real = globalThis.setInterval;
  const hurry = (work: () => void, every?: number) => real(work, every === 120_000 ? 20 : every);
  const timers = vi.spyOn(globalThis, "setInterval").mockImplementation(hurry as never);
  await client.say(marker);
  await client.until("some text", () => client.frames.some((frame) => frame.type === "delta"));
  timers.mockRestore();
  const meter = meterOf(env, person.id);
  await runInDurableObject(meter, (_meter, { storage: { sql } }) => {
    sql.exec("UPDATE reservation SET expires_at = 1");
  });
  const held = async () => (await monthOf(person.id)).reserved_micro_usd;
  await vi.waitFor(async () => expect(await held()).toBeGreaterThan(0));
  await client.rest();
  await vi.waitFor(async () => expect(await held()).toBe(0));
});
