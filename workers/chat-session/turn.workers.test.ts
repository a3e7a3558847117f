import { expect, test } from "vitest";
import { request } from "../testing/people.ts";
import { connect, notices, script, settle, spoken } from "../testing/chat.ts";
import { calls, fail, say } from "../testing/script.ts";

test("a message streams to every tab, is stored whole and ends the turn", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("Hello there, this is a rather long answer.", { delta_chars: 5, deltas_per_second: 60 }),
  ]);
  const [one, two] = [await connect(person, session), await connect(person, session)];
  await one.say(`${marker} hi`);
  await Promise.all([one.rest(), two.rest()]);
  expect(spoken(one)).toEqual(["Hello there, this is a rather long answer."]);
  expect(two.items()).toEqual(one.items());
  expect(one.frames.filter((frame) => frame.type === "delta").length).toBeGreaterThan(5);
});

test("tools run where the files are and every tab sees the change", async () => {
  const { person, session, project } = await settle({
    files: { "a.txt": "one\n" },
    mode: "acceptEdits",
  });
  const { marker, requests } = await script([
    calls(["Read", { file_path: "/workspace/a.txt" }]),
    calls(["Edit", { file_path: "/workspace/a.txt", old_string: "one", new_string: "two" }]),
    say("Done."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} change it`);
  await client.rest();
  const tools = client.items().filter((item) => item.kind === "tool");
  expect(tools.map((tool) => [tool.name, tool.state])).toEqual([
    ["Read", "done"],
    ["Edit", "done"],
  ]);
  const file = await request("GET", `/api/v1/files/a.txt?project_id=${project}`, { as: person });
  expect(await file.text()).toBe("two\n");
  await client.until("the change", () =>
    client.frames.some((f) => f.type === "files" && f.changes.some((c) => c.path === "a.txt")),
  );
  expect((await requests()).map((one) => one.status)).toEqual([200, 200, 200]);
});

test("parallel calls are answered once each, in one message, results first", async () => {
  const { person, session } = await settle({ files: { "a.txt": "A", "b.txt": "B" } });
  const { marker, requests } = await script([
    calls(
      ["Read", { file_path: "/workspace/a.txt" }],
      ["Read", { file_path: "/workspace/missing.txt" }],
      ["Read", { file_path: "/workspace/b.txt" }],
    ),
    say("Read."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} read them`);
  await client.rest();
  const [, second] = await requests();
  const results = second?.body.messages.at(-1).content;
  expect(results.map((block: { type: string }) => block.type)).toEqual(
    Array(3).fill("tool_result"),
  );
  expect(results[1].is_error).toBe(true);
});

test.each([
  ["max_tokens", say("cut", { stop_reason: "max_tokens" }), "idle", ["cut_off"]],
  [
    "refusal",
    say("", {
      blocks: [],
      stop_reason: "refusal",
      stop_details: { type: "refusal", category: "cyber", explanation: "no" },
    }),
    "idle",
    ["refused"],
  ],
  ["stop_sequence", say("ok", { stop_reason: "stop_sequence", stop_sequence: "x" }), "idle", []],
  ["an unknown reason", say("ok", { stop_reason: "from_the_future" }), "idle", ["cut_off"]],
  ["a 400", fail(400), "failed", ["error"]],
  ["a 401", fail(401), "failed", ["error"]],
] as const)("%s ends the turn and says so", async (_name, step, state, said) => {
  const { person, session } = await settle();
  const { marker } = await script([step]);
  const client = await connect(person, session);
  await client.say(`${marker} go`);
  await client.rest();
  expect(client.state()).toBe(state);
  expect(notices(client)).toEqual(said);
});

test("an API error carries its code and request id", async () => {
  const { person, session } = await settle();
  const { marker } = await script([fail(400)]);
  const client = await connect(person, session);
  await client.say(`${marker} go`);
  await client.rest();
  const notice = client.items().find((item) => item.kind === "notice");
  expect(notice).toMatchObject({ code: "CLAUDE_002", request_id: expect.stringMatching(/./) });
});

test("pause_turn goes on by itself", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("first half", { stop_reason: "pause_turn" }),
    say("second half"),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} go`);
  await client.rest();
  expect(spoken(client)).toEqual(["first half", "second half"]);
});

test("a full context is compacted, and the turn goes on from the summary", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([
    say("x", { stop_reason: "model_context_window_exceeded" }),
    say("<summary>All that was said.</summary>"),
    say("Going on."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} a long story`);
  await client.rest();
  expect(notices(client)).toEqual(["compacted"]);
  expect(spoken(client).at(-1)).toBe("Going on.");
  const last = (await requests()).at(-1);
  const opening = JSON.stringify(last?.body.messages[0]);
  expect(opening).toContain("All that was said.");
  expect(opening).toContain("a long story");
});

test("a cut stream after the first block fails the turn and keeps the history valid", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("a long beginning that is cut", { delta_chars: 4, fault: { after: 3, kind: "cut" } }),
    say("Here again."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} go`);
  await client.rest();
  expect(client.state()).toBe("failed");
  await client.say("again");
  await client.rest();
  expect(spoken(client)).toEqual(["Here again."]);
});

test("a message sent twice is kept once; messages sent while it runs wait their turn", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    say("slow answer number one", { delta_chars: 2, deltas_per_second: 40 }),
    say("two"),
  ]);
  const client = await connect(person, session);
  const client_id = crypto.randomUUID();
  const message = {
    type: "message.send",
    client_id,
    text: `${marker} one`,
    language: "en",
  } as const;
  await client.send(message);
  await client.send(message);
  await client.say("and two");
  expect(client.frames.findLast((f) => f.type === "queue")?.queue).toHaveLength(1);
  await client.until("both answers", () => spoken(client).at(-1) === "two");
  expect(client.items().filter((item) => item.kind === "user")).toHaveLength(2);
});

test("stop ends a stream, keeps what was said and leaves the session usable", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([
    say("word ".repeat(200), { delta_chars: 5, deltas_per_second: 50 }),
    say("after"),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} talk`);
  await client.until(
    "some words",
    () => client.frames.filter((f) => f.type === "delta").length > 3,
  );
  await client.send({ type: "run.stop" });
  await client.rest();
  expect(client.state()).toBe("stopped");
  expect(notices(client)).toEqual(["stopped"]);
  await client.say("go on");
  await client.rest();
  expect(spoken(client).at(-1)).toBe("after");
  expect((await requests()).every((one) => one.status === 200)).toBe(true);
});
