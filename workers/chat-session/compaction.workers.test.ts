/** A conversation that fills 80 % of the model's context makes room by itself, and loses nothing by it. */
import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Item } from "#contract/chat";
import { connect, notices, script, settle, spoken, type Client } from "../testing/chat.ts";
import { calls, fail, say, type Step } from "../testing/script.ts";

/** All classes of tokens count; the test server's models take a million. */
const using = (tokens: number) => ({
  usage: {
    input_tokens: tokens - 600_000,
    cache_read_input_tokens: 500_000,
    cache_creation_input_tokens: 90_000,
    output_tokens: 10_000,
  },
});
const crowded = using(800_000);
const full = { stop_reason: "model_context_window_exceeded" };
const room = { usage: { input_tokens: 3000, output_tokens: 50 } };
/** Its request reads the whole conversation once more. */
const summary = say("<summary>We spoke of fences.</summary>", crowded);
const look = ["Glob", { pattern: "*" }] as [string, unknown];

const asksForSummary = (request: { body: unknown }) =>
  JSON.stringify(request.body).includes("replaced by a summary");
const used = (client: Client) =>
  client.frames.flatMap((frame) => (frame.type === "meter" ? [frame.context.used_tokens] : []));
const kinds = (items: readonly Item[]) =>
  items.map((item) => (item.kind === "notice" ? item.notice : item.kind));

/** A session whose first turn was answered by the first of the steps. */
async function talk(...steps: Step[]) {
  const setting = await settle();
  const { marker, requests } = await script(steps);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} first question`);
  await client.rest();
  return { setting, client, requests, next: `${marker} second question` };
}

test("at 80 % the next turn begins with a summary; plan, todos, CLAUDE.md and the question go with it", async () => {
  const setting = await settle({ mode: "plan", files: { "CLAUDE.md": "Always paint twice.\n" } });
  const todos = [{ content: "Buy blue paint", activeForm: "Buying", status: "in_progress" }];
  const { marker, requests } = await script([
    calls(["ExitPlanMode", { plan: "Paint the fence blue." }]),
    calls(["TodoWrite", { todos }]),
    say("First answer.", crowded),
    summary,
    say("Second answer.", room),
    say("Third answer.", room),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} first question`);
  await client.until("the plan", () => client.state() === "awaiting_approval");
  const plan = client.items().find((item) => item.kind === "tool")?.id ?? "";
  await client.send({ type: "plan.answer", tool_id: plan, decision: "approve", mode: "default" });
  await client.rest();
  const before = client.items();
  expect(used(client).at(-1)).toBe(800_000);

  await client.say(`${marker} second question`);
  await client.until("the compaction", () => client.state() === "compacting");
  await client.rest();
  const [, , , asked, second] = await requests();
  expect(asksForSummary(asked!)).toBe(true);
  expect(JSON.stringify(asked!.body.messages)).toContain("First answer.");
  // The same prefix, so that the long conversation is read from the cache.
  expect([asked!.body.system, asked!.body.tools]).toEqual([
    second!.body.system,
    second!.body.tools,
  ]);
  expect(second!.body.messages).toHaveLength(1);
  const opening = second!.body.messages[0].content[0].text;
  for (const kept of [
    "<summary>\nWe spoke of fences.\n</summary>",
    "<plan>\nPaint the fence blue.\n</plan>",
    "- [~] Buy blue paint",
    `${marker} second question`,
  ]) {
    expect(opening).toContain(kept);
  }
  expect(JSON.stringify(second!.body.system)).toContain("Always paint twice.");

  const fresh = await connect(setting.person, setting.session);
  expect(fresh.items()).toEqual(client.items());
  expect(fresh.items().slice(0, before.length)).toEqual(before);
  expect(kinds(fresh.items().slice(before.length))).toEqual(["user", "compacted", "assistant"]);
  expect(fresh.items().find((item) => item.kind === "notice")).toMatchObject({
    text: "We spoke of fences.",
  });
  expect(used(client).slice(-3)).toEqual([800_000, 10_000, 3050]);

  await client.say("third question");
  await client.rest();
  expect(spoken(client).at(-1)).toBe("Third answer.");
  expect((await requests()).filter(asksForSummary)).toHaveLength(1);
});

test("one token below 80 % nothing is summarised", async () => {
  const { client, requests, next } = await talk(say("One.", using(799_999)), say("Two.", room));
  await client.say(next);
  await client.rest();
  expect(spoken(client)).toEqual(["One.", "Two."]);
  expect(notices(client)).toEqual([]);
  expect((await requests()).filter(asksForSummary)).toHaveLength(0);
});

test("a turn that passes 80 % between two calls makes room there, and goes on with its request", async () => {
  const { client, requests } = await talk({ ...calls(look), ...crowded }, summary, say("Done."));
  expect(kinds(client.items())).toEqual(["user", "assistant", "tool", "compacted", "assistant"]);
  const last = (await requests()).at(-1)?.body.messages;
  expect(last).toHaveLength(1);
  expect(last[0].content[0].text).toMatch(/Go on with the user's last message:.*first question/s);
});

test.each<[string, Step]>([
  ["is refused by the API", fail(400)],
  ["is declined by the model", say("No.", { stop_reason: "refusal" })],
  ["is cut", say("<summary>ha", { stop_reason: "max_tokens" })],
  ["calls a tool instead", calls(look)],
  ["is lost on the way", say("<summary>half", { fault: { after: 0, kind: "cut" } })],
])(
  "a summary that %s loses nothing: the message is answered in full context",
  async (_how, bad) => {
    const { client, requests, next } = await talk(
      say("One.", crowded),
      bad,
      say("Two.", crowded),
      summary,
      say("Three.", room),
    );
    await client.say(next);
    await client.rest();
    expect(spoken(client)).toEqual(["One.", "Two."]);
    expect(notices(client)).toEqual([]);
    const whole = JSON.stringify((await requests()).at(-1)?.body.messages);
    for (const text of ["first question", "One.", "second question"]) expect(whole).toContain(text);

    await client.say(`${next} again`);
    await client.rest();
    expect(notices(client)).toEqual(["compacted"]);
    expect(spoken(client).at(-1)).toBe("Three.");
  },
);

test("a turn whose summary fails uses the room that is left, and does not ask again at every call", async () => {
  const { client, requests } = await talk(
    { ...calls(look), ...crowded },
    fail(400),
    { ...calls(look), ...crowded },
    { ...calls(["Glob", { pattern: "*.ts" }]), ...crowded },
    say("Done.", crowded),
  );
  expect(client.state()).toBe("idle");
  expect(spoken(client)).toEqual(["Done."]);
  expect((await requests()).filter(asksForSummary)).toHaveLength(1);
});

test("when neither the summary nor the answer can be had, the message still stands", async () => {
  const { client, requests, next } = await talk(
    say("One.", crowded),
    fail(400),
    fail(400),
    summary,
    say("Two.", room),
  );
  await client.say(next);
  await client.rest();
  expect(client.state()).toBe("failed");
  expect(kinds(client.items())).toEqual(["user", "assistant", "user", "error"]);
  await client.say(`${next} once more`);
  await client.rest();
  const asked = (await requests()).findLast(asksForSummary);
  expect(JSON.stringify(asked?.body.messages)).toMatch(/second question.*once more/s);
  expect(spoken(client)).toEqual(["One.", "Two."]);
});

test.each(["alarm", "visit"])(
  "a crash while it is summarised is taken up by the %s",
  async (wake) => {
    const slow = { delta_chars: 4, deltas_per_second: 40 };
    const { setting, client, requests, next } = await talk(
      say("One.", crowded),
      say("<summary>half</summary>".padEnd(400, "."), slow),
      summary,
      say("Two.", room),
    );
    await client.say(next);
    await client.until("the compaction", () => client.state() === "compacting");
    await vi.waitFor(async () => expect(await requests()).toHaveLength(2));
    await abortAllDurableObjects();
    if (wake === "alarm") {
      const stub = env.CHAT_SESSION.getByName(setting.session.slice("sess_".length));
      expect(await runDurableObjectAlarm(stub)).toBe(true);
    }
    const again = await connect(setting.person, setting.session, client.seq(), client.items());
    await again.until("the end", () => again.state() === "idle");
    expect(kinds(again.items())).toEqual(["user", "assistant", "user", "compacted", "assistant"]);
    expect(spoken(again)).toEqual(["One.", "Two."]);
    expect((await requests()).map(asksForSummary)).toEqual([false, true, true, false]);
  },
);

test.each<[string, Step[]]>([
  ["before a turn", [say("One.", crowded), say("Two.", room)]],
  ["in the middle of one", [{ ...calls(look), ...crowded }]],
  ["because nothing fits", [say("", { ...full, blocks: [] })]],
])("stop is heard while room is made %s", async (_when, steps) => {
  const slow = say("x".repeat(400), { delta_chars: 4, deltas_per_second: 40 });
  const setting = await settle();
  const { marker } = await script([...steps.slice(0, 1), slow]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  if (steps.length > 1) {
    await client.rest();
    await client.say(`${marker} go on`);
  }
  await client.until("the compaction", () => client.state() === "compacting");
  await client.send({ type: "run.stop" });
  await client.rest();
  expect(client.state()).toBe("stopped");
  expect(notices(client)).toEqual(["stopped"]);
});

test("after /compact the meter has fallen, and the next turn has nothing to summarise", async () => {
  const { setting, client, requests, next } = await talk(
    say("One.", crowded),
    summary,
    say("Two.", room),
  );
  await client.say("/compact");
  await client.rest();
  const fresh = await connect(setting.person, setting.session);
  expect(fresh.frames[0]).toMatchObject({ context: { used_tokens: 10_000 } });
  await client.say(next);
  await client.rest();
  expect(spoken(client)).toEqual(["One.", "Two."]);
  expect((await requests()).map(asksForSummary)).toEqual([false, true, false]);
});

test("/compact that the API refuses says so, with the id of the request", async () => {
  const { client } = await talk(say("One.", room), fail(400));
  await client.say("/compact");
  await client.rest();
  expect(client.items().at(-1)).toMatchObject({
    notice: "error",
    code: "CLAUDE_002",
    request_id: expect.stringMatching(/^req_/),
  });
});

/** Whether the request for the summary had the long result whole. */
async function askedWith(...steps: Step[]) {
  const setting = await settle({ files: { "long.txt": "tall grass ".repeat(2000) } });
  const { marker, requests } = await script([
    calls(["Read", { file_path: "/workspace/long.txt" }]),
    ...steps,
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} read it`);
  await client.rest();
  if (!notices(client).includes("compacted")) {
    await client.say(`${marker} go on`);
    await client.rest();
  }
  expect(notices(client)).toEqual(["compacted"]);
  expect(spoken(client).at(-1)).toBe("Done.");
  const asked = JSON.stringify((await requests()).find(asksForSummary)?.body.messages);
  return asked.includes("characters left out") ? "cut" : "whole";
}

test("where the conversation fits the model it is summarised as it is, else with its long results cut", async () => {
  const done = say("Done.", room);
  const tooLong = fail(400, { message: "prompt is too long: 1000001 tokens > 1000000 maximum" });
  expect(await askedWith(say("Read.", crowded), summary, done)).toBe("whole");
  expect(await askedWith(say("Read.", using(1_000_000)), summary, done)).toBe("cut");
  expect(await askedWith(tooLong, summary, done)).toBe("cut");
});
