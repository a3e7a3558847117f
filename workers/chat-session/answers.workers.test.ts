import { expect, test } from "vitest";
import { request } from "../testing/people.ts";
import {
  addSession,
  connect,
  notices,
  script,
  settle,
  spoken,
  type Client,
} from "../testing/chat.ts";
import { calls, say } from "../testing/script.ts";

const write = (path: string) =>
  calls(["Write", { file_path: `/workspace/${path}`, content: "x\n" }]);

async function waiting(client: Client): Promise<string> {
  await client.until("a question", () => client.state() === "awaiting_approval");
  return (
    client.items().findLast((item) => item.kind === "tool" && item.state === "awaiting")?.id ?? ""
  );
}

test("a denial stops the call, and the model reads the reason", async () => {
  const { person, session, project } = await settle({ mode: "default" });
  const { marker, requests } = await script([write("no.txt"), say("Understood.")]);
  const client = await connect(person, session);
  await client.say(`${marker} write`);
  const tool_id = await waiting(client);
  await client.send({ type: "approval.answer", tool_id, decision: "deny", reason: "use a.txt" });
  await client.rest();
  expect(client.tool(tool_id)?.state).toBe("denied");
  const result = (await requests()).at(-1)?.body.messages.at(-1).content[0];
  expect(result).toMatchObject({ is_error: true, content: expect.stringContaining("use a.txt") });
  const file = await request("GET", `/api/v1/files/no.txt?project_id=${project}`, { as: person });
  expect(file.status).toBe(404);
});

test("of two tabs that answer, the first counts", async () => {
  const { person, session } = await settle({ mode: "default" });
  const { marker } = await script([write("one.txt"), say("ok")]);
  const [one, two] = [await connect(person, session), await connect(person, session)];
  await one.say(`${marker} write`);
  const tool_id = await waiting(two);
  const answer = { type: "approval.answer", tool_id, decision: "allow" } as const;
  await one.send(answer);
  expect(await two.send({ ...answer, decision: "deny" })).toMatchObject({
    type: "error",
    error: { code: "SESSION_003" },
  });
  await one.rest();
  expect(one.tool(tool_id)?.state).toBe("done");
});

test("always in this session allows the next one here, and asks elsewhere", async () => {
  const { person, session, project } = await settle({ mode: "default" });
  const first = await script([write("a.txt"), write("b.txt"), say("ok")]);
  const client = await connect(person, session);
  await client.say(`${first.marker} write`);
  await client.send({
    type: "approval.answer",
    tool_id: await waiting(client),
    decision: "allow_session",
  });
  await client.rest();
  expect(
    client
      .items()
      .filter((item) => item.kind === "tool")
      .map((tool) => tool.kind === "tool" && tool.state),
  ).toEqual(["done", "done"]);
  const other = await connect(person, await addSession(person, project, "default"));
  const second = await script([write("c.txt"), say("ok")]);
  await other.say(`${second.marker} write`);
  await waiting(other);
});

test("always in this project holds in its other sessions", async () => {
  const { person, session, project } = await settle({ mode: "default" });
  const first = await script([write("a.txt"), say("ok")]);
  const client = await connect(person, session);
  await client.say(`${first.marker} write`);
  await client.send({
    type: "approval.answer",
    tool_id: await waiting(client),
    decision: "allow_project",
  });
  await client.rest();
  const other = await connect(person, await addSession(person, project, "default"));
  const second = await script([write("c.txt"), say("ok")]);
  await other.say(`${second.marker} write`);
  await other.rest();
  expect(notices(other)).toEqual([]);
  expect(spoken(other)).toEqual(["ok"]);
});

test("plan mode writes nothing until the plan is approved; the edited plan is what the model reads", async () => {
  const { person, session, project } = await settle({ mode: "plan" });
  const { marker, requests } = await script([
    write("early.txt"),
    calls(["ExitPlanMode", { plan: "1. write late.txt" }]),
    write("late.txt"),
    say("Done."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} do it`);
  const tool_id = await waiting(client);
  expect(client.tool(tool_id)?.approval).toEqual({ kind: "plan", plan: "1. write late.txt" });
  const refused = client
    .items()
    .find((item) => item.kind === "tool" && item.target === "early.txt");
  expect(refused).toMatchObject({ state: "denied" });
  await client.send({
    type: "plan.answer",
    tool_id,
    decision: "approve",
    mode: "acceptEdits",
    plan: "1. write late.txt with care",
  });
  await client.rest();
  const bodies = await requests();
  expect(JSON.stringify(bodies[2]?.body.messages.at(-1))).toContain("with care");
  const tree = await request("GET", `/api/v1/files?project_id=${project}`, { as: person });
  const { items } = (await tree.json()) as { items: { path: string }[] };
  expect(items.map((item) => item.path)).toEqual(["late.txt"]);
});

test("answers to questions reach the model", async () => {
  const { person, session } = await settle();
  const questions = [
    {
      question: "Which one?",
      header: "Choice",
      multiSelect: false,
      options: [
        { label: "A", description: "first" },
        { label: "B", description: "second" },
      ],
    },
  ];
  const { marker, requests } = await script([
    calls(["AskUserQuestion", { questions }]),
    say("B it is."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} ask me`);
  await client.send({ type: "question.answer", tool_id: await waiting(client), answers: [["B"]] });
  await client.rest();
  expect(JSON.stringify((await requests()).at(-1)?.body.messages.at(-1))).toContain("→ B");
});

test("a file that is asked about stays closed to calls nobody approved, by whatever way they reach it", async () => {
  const { person, session } = await settle({
    mode: "acceptEdits",
    files: { ".env": "SECRET=1\n", "sub/a.txt": "a\n" },
  });
  const ways = ["cat .e*", "cat < .env", 'X=.env; cat "$X"', "grep -r SECRET .", "cat sub/../.env"];
  const { marker } = await script([
    ...ways.map((command) => calls(["Bash", { command }])),
    calls(["Grep", { pattern: "SECRET", output_mode: "content" }]),
    calls(["Read", { file_path: "/workspace/.env" }]),
    say("Read."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} look`);
  for (let tool_id = await waiting(client); ; tool_id = await waiting(client)) {
    const item = client.tool(tool_id);
    const last = item?.name === "Read";
    const decision = last ? "allow" : "deny";
    await client.send({ type: "approval.answer", tool_id, decision });
    if (last) break;
  }
  await client.rest();
  const tools = client.items().filter((item) => item.kind === "tool");
  const told = tools.map((tool) => (tool.kind === "tool" ? (tool.result ?? "") : ""));
  expect(told.slice(0, -1).filter((result) => result.includes("SECRET=1"))).toEqual([]);
  expect(told.at(-1)).toContain("SECRET=1");
});

test("stopping a waiting run closes its question and keeps the history valid", async () => {
  const { person, session } = await settle({ mode: "default" });
  const { marker, requests } = await script([write("a.txt"), say("Fine.")]);
  const client = await connect(person, session);
  await client.say(`${marker} write`);
  const tool_id = await waiting(client);
  await client.send({ type: "run.stop" });
  await client.rest();
  expect(client.tool(tool_id)?.state).toBe("interrupted");
  await client.say("go on");
  await client.rest();
  expect((await requests()).map((one) => one.status)).toEqual([200, 200]);
});

test.each([
  ["/help", "help"],
  ["/cost", "cost"],
  ["/clear", "cleared"],
  ["/model", "model"],
  ["/mode plan", "mode"],
  ["/nonsense", "unknown_command"],
])("%s is answered by Engawa itself", async (text, notice) => {
  const { person, session } = await settle();
  const client = await connect(person, session);
  await client.say(text);
  await client.rest();
  expect(notices(client)).toEqual([notice]);
});

test("a project's own command is expanded for the model, and shown as typed", async () => {
  const { person, session } = await settle({
    files: {
      ".claude/commands/greet.md": "---\ndescription: Greets\n---\nSay hello to $ARGUMENTS.",
    },
  });
  const client = await connect(person, session);
  expect(client.frames[0]).toMatchObject({
    commands: expect.arrayContaining([
      expect.objectContaining({ name: "greet", source: "project" }),
    ]),
  });
  const { marker, requests } = await script([say("Hello.")]);
  await client.say(`/greet everybody ${marker}`);
  await client.rest();
  expect(JSON.stringify((await requests())[0]?.body.messages)).toContain("Say hello to everybody");
  expect(client.items()[0]).toMatchObject({ kind: "user", text: `/greet everybody ${marker}` });
});

test("signing out closes the sockets of that login at once, and of no other (T-02)", async () => {
  const { person, session } = await settle();
  const client = await connect(person, session);
  await client.say("/help");
  await client.rest();
  await request("POST", "/api/v1/auth/logout", { as: person });
  await client.until("the close", () => client.closed.code !== null);
  expect(client.closed.code).toBe(4401);
});

test("deleting a session closes its sockets", async () => {
  const { person, session } = await settle();
  const client = await connect(person, session);
  await request("DELETE", `/api/v1/sessions/${session}`, { as: person });
  await client.until("the close", () => client.closed.code !== null);
  expect(client.closed.code).toBe(4404);
});
