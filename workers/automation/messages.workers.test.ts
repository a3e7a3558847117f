import { beforeAll, describe, expect, test } from "vitest";
import type { TurnOutcome } from "#contract/automation";
import { allEndpoints } from "#contract/index";
import { connect, script, settle, type Setting } from "../testing/chat.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call, codeOf, request, signUp } from "../testing/people.ts";
import { calls, fail, say } from "../testing/script.ts";

interface Keyed extends Setting {
  readonly key: string;
}

async function keyed(options: Parameters<typeof settle>[0] = {}): Promise<Keyed> {
  const setting = await settle({ mode: "acceptEdits", ...options });
  return { ...setting, key: (await makeKey(setting.person)).api_key };
}

const post = (
  { key, session }: Keyed,
  rest: string,
  json: unknown = {},
  headers: Record<string, string> = {},
) => withKey(key, "POST", `/api/v1/sessions/${session}/${rest}`, { json, headers });

async function outcomeOf(response: Response): Promise<TurnOutcome> {
  if (response.status >= 300) throw new Error(await response.text());
  return (await response.json()) as TurnOutcome;
}

const sayTo = async (who: Keyed, text: string, wait_seconds = 30, headers = {}) =>
  outcomeOf(await post(who, "messages", { text, wait_seconds }, headers));

const userItems = async ({ person, session }: Keyed) => {
  const history = await call(person, allEndpoints.getHistory, { param: { id: session } });
  const { items } = (await history.json()) as TurnOutcome;
  return items.filter((item) => item.kind === "user");
};

test("a message with wait answers when the turn has ended, with all that came of it", async () => {
  const who = await keyed({ files: { "a.txt": "hello\n" } });
  const { marker } = await script([
    calls(["Read", { file_path: "/workspace/a.txt" }]),
    say("It says hello."),
  ]);
  const response = await post(who, "messages", { text: `${marker} read it`, wait_seconds: 30 });
  expect(response.status).toBe(201);
  const outcome = (await response.json()) as TurnOutcome;
  expect(outcome).toMatchObject({ session_id: who.session, state: "idle", text: "It says hello." });
  expect(outcome.items.map((item) => item.kind)).toEqual(["assistant", "tool", "assistant"]);
  expect(outcome.cost_micro_usd).toBeGreaterThan(0);
  expect((await userItems(who)).map((item) => item.id)).toEqual([outcome.message_id]);
});

test("without wait it answers at once; a second message waits in the queue", async () => {
  const who = await keyed();
  const slow = await script([say("slowly ".repeat(20), { deltas_per_second: 10 })]);
  const first = await sayTo(who, `${slow.marker} go`, 0);
  expect(["queued", "running"]).toContain(first.state);
  expect(first.text.length).toBeLessThan(100);
  const next = await script([say("Second.")]);
  expect((await sayTo(who, `${next.marker} then`, 0)).state).toBe("queued");
  expect((await outcomeOf(await post(who, "stop"))).message_id).toBe(first.message_id);
  const client = await connect(who.person, who.session);
  await client.until("both turns", () =>
    client.items().some((one) => one.kind === "user" && one.text.includes("then")),
  );
  await client.until("rest", () => client.state() === "idle");
});

test("a turn that fails says so, with the error among its items", async () => {
  const who = await keyed();
  const { marker } = await script([fail(400, { message: "no" })]);
  const outcome = await sayTo(who, `${marker} x`);
  expect(outcome.state).toBe("failed");
  expect(outcome.items.at(-1)).toMatchObject({ kind: "notice", notice: "error" });
});

test("a program that says no language is answered in that of its key's owner", async () => {
  const who = await keyed({ mode: "default" });
  await call(who.person, allEndpoints.updateAccount, { json: { language: "en" } });
  const { marker } = await script([
    calls(["Write", { file_path: "/workspace/a.txt", content: "x" }]),
  ]);
  const asked = await sayTo(who, `${marker} write`, 30, { "accept-language": "*" });
  const tool = asked.items.at(-1);
  const why =
    tool?.kind === "tool" && tool.approval?.kind === "permission" ? tool.approval.why : "";
  expect(why).toMatch(/^[ -~]+$/);
  const refused = await post(who, "messages", {}, { "accept-language": "*" });
  expect(JSON.stringify(await refused.json())).toMatch(/^[ -~]+$/);
});

test("waiting ends with an approval; answering goes on, and waits in its turn", async () => {
  const who = await keyed({ mode: "default" });
  const { marker } = await script([
    calls(["Write", { file_path: "/workspace/a.txt", content: "x\n" }]),
    say("Written."),
  ]);
  const asked = await sayTo(who, `${marker} write`);
  const tool = asked.items.at(-1);
  expect(asked.state).toBe("awaiting_approval");
  expect(tool).toMatchObject({ kind: "tool", state: "awaiting", approval: { kind: "permission" } });
  const done = await outcomeOf(
    await post(who, `approvals/${tool?.id}`, { decision: "allow", wait_seconds: 30 }),
  );
  expect(done).toMatchObject({ state: "idle", text: "Written.", message_id: asked.message_id });
  const again = await post(who, `approvals/${tool?.id}`, { decision: "allow" });
  expect([again.status, await codeOf(again)]).toEqual([409, "SESSION_003"]);
  const file = await withKey(who.key, "GET", `/api/v1/files/a.txt?project_id=${who.project}`);
  expect(await file.text()).toBe("x\n");
});

test("a denial with a reason, a plan sent back and a question answered by its text", async () => {
  const who = await keyed({ mode: "plan" });
  const question = {
    question: "Which one?",
    header: "Pick",
    multiSelect: false,
    options: [
      { label: "A", description: "a" },
      { label: "B", description: "b" },
    ],
  };
  const { marker, requests } = await script([
    calls(["AskUserQuestion", { questions: [question] }]),
    calls(["ExitPlanMode", { plan: "Do B." }]),
    say("I wait."),
  ]);
  const asked = await sayTo(who, `${marker} plan`);
  const call = (outcome: TurnOutcome) =>
    outcome.items.findLast((item) => item.kind === "tool")?.id ?? "";
  const wrong = { decision: "allow", answers: { "Another?": "A" } };
  expect((await post(who, `approvals/${call(asked)}`, wrong)).status).toBe(400);
  const answer = { decision: "allow", answers: { "Which one?": "B" }, wait_seconds: 30 };
  const planned = await outcomeOf(await post(who, `approvals/${call(asked)}`, answer));
  expect(planned.state).toBe("awaiting_approval");
  const back = { decision: "deny", reason: "shorter", wait_seconds: 30 };
  const ended = await outcomeOf(await post(who, `approvals/${call(planned)}`, back));
  expect(ended.state).toBe("idle");
  const read = JSON.stringify((await requests()).at(-1)?.body.messages);
  expect(read).toContain("→ B");
  expect(read).toContain("sent the plan back: shorter");
});

describe("Idempotency-Key", () => {
  let who: Keyed;
  beforeAll(async () => {
    who = await keyed();
  });

  test("of two messages at once one is kept, and both are answered with it", async () => {
    const { marker, requests } = await script([say("Once."), say("Twice!")]);
    const headers = { "idempotency-key": crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => sayTo(who, `${marker} race`, 30, headers)),
    );
    expect(new Set(answers.map((one) => one.message_id)).size).toBe(1);
    expect(answers.map((one) => one.text)).toEqual(Array(4).fill("Once."));
    expect(await requests()).toHaveLength(1);
    expect(await sayTo(who, `${marker} race`, 0, headers)).toEqual(answers[0]);
  });

  test("the same key with another text is refused, for another session it is another key", async () => {
    const headers = { "idempotency-key": "nightly-1" };
    await sayTo(who, "/help", 10, headers);
    const other = await post(who, "messages", { text: "/cost" }, headers);
    expect([other.status, await codeOf(other)]).toEqual([409, "REQUEST_006"]);
    const elsewhere = await keyed();
    expect((await sayTo(elsewhere, "/cost", 10, headers)).state).toBe("idle");
  });

  test("what is no key is refused", async () => {
    for (const key of ["", "a b", "x".repeat(256), "tab\there"]) {
      const response = await post(who, "messages", { text: "x" }, { "idempotency-key": key });
      expect(response.status, key).toBe(400);
    }
  });
});

test("a key that only reads sends, answers and stops nothing", async () => {
  const { person, session } = await settle();
  const { api_key: key } = await makeKey(person, { permissions: ["read"] });
  for (const [rest, json] of [
    ["messages", { text: "x" }],
    ["approvals/t", { decision: "deny" }],
    ["stop", undefined],
  ] as const) {
    const response = await withKey(key, "POST", `/api/v1/sessions/${session}/${rest}`, { json });
    expect([response.status, await codeOf(response)]).toEqual([403, "KEY_002"]);
  }
});

test("it works with a cookie, too, and from our own pages only", async () => {
  const { person, session } = await settle();
  const path = `/api/v1/sessions/${session}/messages`;
  const json = { text: "/help", wait_seconds: 10 };
  const response = await request("POST", path, { as: person, json });
  expect(await response.json()).toMatchObject({ state: "idle" });
  expect(response.headers.get("ratelimit")).toMatch(/^"messages_per_hour";r=\d+/);
  const foreign = { origin: "https://evil.example" };
  expect((await request("POST", path, { as: person, json, headers: foreign })).status).toBe(403);
});

test("another person's session is not found, and a closed one takes nothing", async () => {
  const who = await keyed();
  const stranger = { ...who, key: (await makeKey(await signUp("user"))).api_key };
  expect((await post(stranger, "messages", { text: "x" })).status).toBe(404);
  await call(who.person, allEndpoints.deleteSession, { param: { id: who.session } });
  expect((await post(who, "messages", { text: "x" })).status).toBe(404);
});

test("stopping where nothing ever ran is a conflict", async () => {
  const response = await post(await keyed(), "stop");
  expect([response.status, await codeOf(response)]).toEqual([409, "SESSION_003"]);
});
