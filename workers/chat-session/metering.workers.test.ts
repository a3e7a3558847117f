import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { openDb } from "../platform/db.ts";
import {
  addSession,
  connect,
  notices,
  script,
  settle,
  spoken,
  type Client,
} from "../testing/chat.ts";
import { monthOf, setLimit, usedOf } from "../testing/meters.ts";
import { calls, say } from "../testing/script.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";

const db = openDb(env.DB);

const send = (client: Client, text: string, client_id: string = crypto.randomUUID()) =>
  client.send({ type: "message.send", client_id, text, language: "en" });

test("a message over the hour's limit is refused with all facts, and nothing of it is kept", async () => {
  const { person, session } = await settle();
  await setLimit(person.id, "messages_per_hour", 1);
  const { marker } = await script([say("One."), say("Two.")]);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  const client_id = crypto.randomUUID();
  expect(await send(client, "again", client_id)).toMatchObject({
    type: "error",
    error: {
      code: "RATE_003",
      reason: "messages_per_hour",
      details: { limit: 1, used: 1, source: "user", resets_at: expect.any(String) },
    },
  });
  expect(client.items().filter((item) => item.kind === "user")).toHaveLength(1);
  await setLimit(person.id, "messages_per_hour", 2);
  expect((await send(client, "again", client_id)).type).toBe("ack");
  await client.until("the second answer", () => spoken(client).length === 2);
});

test("a message counts once, however often it is sent, and when it waits, too", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("A long answer. ".repeat(20), { delta_chars: 10, deltas_per_second: 60 }),
    say("Next."),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  const client_id = crypto.randomUUID();
  const sent = Array.from({ length: 5 }, () => send(client, "and then?", client_id));
  expect((await Promise.all(sent)).every((frame) => frame.type === "ack")).toBe(true);
  await client.until("both answers", () => spoken(client).length === 2);
  expect(await usedOf(person.id, "messages_per_hour")).toBe(2);
  expect(await usedOf(person.id, "calls_per_day")).toBe(2);
});

test("each model call is paid for: the meter's bill is the sum of the records, and nothing stays held", async () => {
  const { person, session } = await settle({ files: { "a.txt": "A" } });
  const { marker } = await script([
    calls(["Read", { file_path: "/workspace/a.txt" }]),
    say("Read."),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  await vi.waitFor(async () => {
    const rows = await db.select().from(usageRecord).where(eq(usageRecord.userId, person.id));
    expect(rows).toHaveLength(2);
    const sum = rows.reduce((total, row) => total + row.costMicroUsd, 0);
    expect(sum).toBeGreaterThan(0);
    expect(await monthOf(person.id)).toMatchObject({ spent_micro_usd: sum, reserved_micro_usd: 0 });
  });
});

test("a call that fails before it costs anything gives its reservation back", async () => {
  const { person, session } = await settle();
  const { marker } = await script([{ status: 400 }]);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  await vi.waitFor(async () =>
    expect(await monthOf(person.id)).toMatchObject({ spent_micro_usd: 0, reserved_micro_usd: 0 }),
  );
});

test.each([
  ["stopped", (client: Client) => client.send({ type: "run.stop" }), undefined],
  ["cut off", () => undefined, { after: 40, kind: "cut" as const }],
])("a call that is %s costs what had come of it until then", async (_how, end, fault) => {
  const { person, session } = await settle();
  // Five tokens a delta.
  const { marker } = await script([
    say("A very long answer. ".repeat(200), {
      delta_chars: 20,
      deltas_per_second: 100,
      ...(fault ? { fault } : {}),
    }),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  const came = () =>
    client.frames.reduce((sum, frame) => sum + (frame.type === "delta" ? frame.text.length : 0), 0);
  await client.until("some text", () => came() >= 400);
  await end(client);
  await client.rest();
  await vi.waitFor(async () => {
    const [row] = await db.select().from(usageRecord).where(eq(usageRecord.userId, person.id));
    expect(row!.outputTokens).toBeGreaterThanOrEqual(came() / 4);
    expect(row!.outputTokens).toBeLessThanOrEqual((came() / 4) * 1.6);
    expect(row!.costMicroUsd).toBeGreaterThan(came() / 4);
    expect(await monthOf(person.id)).toMatchObject({
      spent_micro_usd: row!.costMicroUsd,
      reserved_micro_usd: 0,
    });
  });
});

test("sessions side by side share one budget, and together stay within it", async () => {
  const { person, project } = await settle({ role: "admin" });
  await setLimit(person.id, "connections", 100);
  await setLimit(person.id, "session_creations_per_minute", 100);
  await setLimit(person.id, "monthly_budget_micro_usd", 3_000_000);
  // Slow, so that all hold their reservation at once.
  const slow = {
    usage: { input_tokens: 1000, output_tokens: 1000 },
    delta_chars: 5,
    deltas_per_second: 20,
  };
  const clients = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const client = await connect(person, await addSession(person, project));
      const { marker } = await script([say("A slow answer. ".repeat(8), slow)]);
      return { client, marker };
    }),
  );
  await Promise.all(
    clients.map(async ({ client, marker }) => {
      await send(client, marker);
      await client.until(
        "an end",
        () => ["idle", "failed"].includes(client.state()) && client.items().length > 1,
      );
    }),
  );
  const { spent_micro_usd, reserved_micro_usd } = await monthOf(person.id);
  expect(spent_micro_usd).toBeGreaterThan(0);
  expect(spent_micro_usd + reserved_micro_usd).toBeLessThanOrEqual(3_000_000);
  const refused = clients.filter(({ client }) => notices(client).includes("error"));
  expect(refused.length).toBeGreaterThan(4);
}, 60_000);
