import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { request } from "../testing/people.ts";
import { connect, notices, script, settle, spoken, type Setting } from "../testing/chat.ts";
import { calls, say } from "../testing/script.ts";

const stubOf = ({ session }: Setting) => env.CHAT_SESSION.getByName(session.slice("sess_".length));

test("idle: an evicted session wakes with its transcript, its todos and its sockets", async () => {
  const setting = await settle();
  const todos = [{ content: "Look", activeForm: "Looking", status: "in_progress" }];
  const { marker } = await script([
    calls(["TodoWrite", { todos }]),
    say("Noted."),
    say("Still here."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} plan it`);
  await client.rest();
  await evictDurableObject(stubOf(setting));
  await client.say("are you there?");
  await client.rest();
  expect(spoken(client)).toEqual(["Noted.", "Still here."]);
  const again = await connect(setting.person, setting.session);
  expect(again.frames[0]).toMatchObject({ type: "welcome", full: true, todos });
  expect(again.items()).toEqual(client.items());
});

test("awaiting approval: the question survives an eviction, and the answer goes on from it", async () => {
  const setting = await settle({ mode: "default" });
  const { marker, requests } = await script([
    calls(["Write", { file_path: "/workspace/new.txt", content: "made\n" }]),
    say("Written."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} make it`);
  await client.until("the question", () => client.state() === "awaiting_approval");
  const waiting = client.items().find((item) => item.kind === "tool");
  expect(waiting).toMatchObject({
    state: "awaiting",
    approval: { kind: "permission", rule: "Edit", preview: { kind: "diff", change: "create" } },
  });
  const { person, session } = setting;
  await vi.waitFor(async () => {
    const listed = await request("GET", `/api/v1/sessions/${session}`, { as: person });
    expect(await listed.json()).toMatchObject({ run: "waiting" });
  });
  await evictDurableObject(stubOf(setting));
  const tool_id = waiting?.id ?? "";
  expect(await client.send({ type: "approval.answer", tool_id, decision: "allow" })).toMatchObject({
    type: "ack",
  });
  await client.rest();
  expect(client.tool(tool_id)).toMatchObject({ state: "done", approval: null });
  expect(spoken(client)).toEqual(["Written."]);
  expect((await requests()).map((one) => one.status)).toEqual([200, 200]);
});

test("streaming: a crash in mid-stream is asked again; nothing of the half is left", async () => {
  const setting = await settle();
  const { marker } = await script([
    say("This is the half that nobody will miss. ".repeat(10), {
      delta_chars: 4,
      deltas_per_second: 40,
    }),
    say("This is the whole answer."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.until(
    "some words",
    () => client.frames.filter((f) => f.type === "delta").length > 3,
  );
  await abortAllDurableObjects();
  const again = await connect(setting.person, setting.session, client.seq(), client.items());
  await again.until("the end", () => again.state() === "idle");
  expect(spoken(again)).toEqual(["This is the whole answer."]);
  expect(notices(again)).toEqual([]);
});

test("streaming: the heartbeat alarm goes on with a run that nobody watches", async () => {
  const setting = await settle();
  const { marker } = await script([
    say("half ".repeat(100), { delta_chars: 4, deltas_per_second: 40 }),
    say("Whole."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.until("some words", () => client.frames.some((f) => f.type === "delta"));
  await abortAllDurableObjects();
  expect(await runDurableObjectAlarm(stubOf(setting))).toBe(true);
  const again = await connect(setting.person, setting.session);
  await again.until("the end", () => again.state() === "idle");
  expect(spoken(again)).toEqual(["Whole."]);
});

test("executing: a read that was running runs again, a command that was running is closed as interrupted", async () => {
  const setting = await settle({ role: "admin", mode: "bypass", files: { "a.txt": "A" } });
  const { marker, requests } = await script([
    calls(["Bash", { command: "sleep 20; touch late.txt" }]),
    say("I will look first."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} run it`);
  await client.until("the command", () =>
    client.items().some((item) => item.kind === "tool" && item.state === "running"),
  );
  await abortAllDurableObjects();
  const again = await connect(setting.person, setting.session, client.seq(), client.items());
  await again.until("the end", () => again.state() === "idle");
  const tool = again.items().find((item) => item.kind === "tool");
  expect(tool).toMatchObject({ state: "interrupted", is_error: true });
  expect(spoken(again)).toEqual(["I will look first."]);
  const results = (await requests()).at(-1)?.body.messages.at(-1).content;
  expect(results).toHaveLength(1);
  expect(results[0].content).toContain("interrupted");
});

test("a socket cut in mid-stream comes back to exactly what the other tab sees", async () => {
  const setting = await settle();
  const { marker } = await script([
    say("A long answer, word by word. ".repeat(8), { delta_chars: 3, deltas_per_second: 120 }),
  ]);
  const watcher = await connect(setting.person, setting.session);
  let flaky = await connect(setting.person, setting.session);
  await watcher.say(`${marker} go`);
  for (let cut = 0; cut < 4; cut++) {
    const seen = flaky.frames.length;
    await flaky.until("more", () => flaky.frames.length > seen + 4 || flaky.state() === "idle");
    flaky.close();
    flaky = await connect(setting.person, setting.session, flaky.seq(), flaky.items());
  }
  await watcher.rest();
  await flaky.until("the end", () => flaky.state() === "idle");
  expect(flaky.items()).toEqual(watcher.items());
  expect(spoken(flaky)).toEqual(["A long answer, word by word. ".repeat(8)]);
});

test("a client that saw everything is told nothing twice", async () => {
  const setting = await settle();
  const { marker } = await script([say("Once.")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.rest();
  const again = await connect(setting.person, setting.session, client.seq(), client.items());
  expect(again.frames[0]).toMatchObject({ type: "welcome", full: false, items: [] });
});

test("the welcome is the first frame of every connection, however fast the text streams meanwhile", async () => {
  const setting = await settle({ role: "admin" });
  const { marker } = await script([
    say("a word and another ".repeat(6000), { deltas_per_second: 2500 }),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} talk`);
  await client.until("the text", () => client.frames.some((frame) => frame.type === "delta"));
  const first: string[] = [];
  while (client.state() === "streaming" && first.length < 60) {
    const others = await Promise.all(
      Array.from({ length: 5 }, () => connect(setting.person, setting.session)),
    );
    for (const other of others) {
      first.push(other.frames[0]?.type ?? "nothing");
      other.close();
    }
  }
  expect(first.length).toBeGreaterThan(5);
  expect(new Set(first)).toEqual(new Set(["welcome"]));
  await client.send({ type: "run.stop" });
  await client.rest();
});
