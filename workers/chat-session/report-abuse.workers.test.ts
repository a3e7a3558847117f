import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { TurnOutcome } from "#contract/automation";
import { listProjects } from "#contract/project";
import { climbLadder } from "../people/conduct/climb-ladder.ts";
import { openDb } from "../platform/db.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { connect, script, settle } from "../testing/chat.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";

const rowsOf = async (userId: string) => {
  const found = env.DB.prepare(
    "SELECT * FROM user_activity WHERE user_id = ? AND error_code LIKE '%_ABUSE'",
  );
  return (await found.bind(userId).all()).results;
};

test("what the agent runs by itself is noted once a call, as its own, without its text", async () => {
  const { person, session } = await settle();
  const { marker } = await script([
    calls(["Bash", { command: "cat a.txt /etc/passwd | grep secret" }]),
    calls(["Bash", { command: "grep -rn 'COPY . /root/app' ." }]),
    say("Done."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} go on`);
  await client.rest();
  await expect.poll(() => rowsOf(person.id), { timeout: 5000 }).toHaveLength(1);
  expect(await rowsOf(person.id)).toMatchObject([
    {
      resource_type: "SESSION",
      resource_id: session.replace("sess_", ""),
      method: "TOOL",
      error_code: "AGENT_ABUSE",
      request_body: '{"abuse":"system_files","what":"/etc/passwd"}',
    },
  ]);
});

test.each([
  ["allow", [["COMMAND_ABUSE", '{"abuse":"destruction","what":"rm /bin"}']]],
  ["deny", []],
] as const)("a person who was asked and says %s answers for it", async (decision, noted) => {
  const { person, session } = await settle({ mode: "default" });
  const { marker } = await script([calls(["Bash", { command: "rm -r /bin" }]), say("Done.")]);
  const client = await connect(person, session);
  await client.say(`${marker} go on`);
  await client.until("it asks", () => client.state() === "awaiting_approval");
  const tool = client.items().find((item) => item.kind === "tool");
  await client.send({ type: "approval.answer", tool_id: tool?.id ?? "", decision });
  await client.rest();
  // What is noted after it has come, so all before it has, too.
  await call(person, listProjects, {});
  const later = env.DB.prepare(
    "SELECT count(*) AS n FROM user_activity WHERE user_id = ? AND method = 'GET' AND endpoint LIKE '%/projects'",
  ).bind(person.id);
  await expect.poll(() => later.first<number>("n"), { timeout: 10_000 }).toBeGreaterThan(0);
  await expect
    .poll(async () => (await rowsOf(person.id)).length, { timeout: 5000 })
    .toBe(noted.length);
  const rows = await rowsOf(person.id);
  expect(rows.map((row) => [row["error_code"], row["request_body"]])).toEqual(noted);
});

test("a key's yes is nobody's who read it: what ran by it is the agent's own", async () => {
  const { person, session } = await settle({ mode: "default" });
  const { api_key } = await makeKey(person);
  const { marker } = await script([calls(["Bash", { command: "rm -r /bin" }]), say("Done.")]);
  const post = async (rest: string, json: object) => {
    const answer = await withKey(api_key, "POST", `/api/v1/sessions/${session}/${rest}`, { json });
    return (await answer.json()) as TurnOutcome;
  };
  const asked = await post("messages", { text: `${marker} go on`, wait_seconds: 30 });
  const tool = asked.items.at(-1);
  expect([asked.state, tool?.kind]).toEqual(["awaiting_approval", "tool"]);
  await post(`approvals/${tool?.id}`, { decision: "allow", wait_seconds: 30 });
  await expect.poll(() => rowsOf(person.id), { timeout: 5000 }).toHaveLength(1);
  expect(await rowsOf(person.id)).toMatchObject([{ error_code: "AGENT_ABUSE" }]);
});

test("who is suspended has nothing running any more (U-106)", async () => {
  const { person, session } = await settle();
  const text = "Word by word. ".repeat(60);
  const { marker } = await script([{ ...say(text), blocks: [{ text }], deltas_per_second: 4 }]);
  const client = await connect(person, session);
  await client.say(`${marker} go on`);
  await client.until("it streams", () => client.state() === "streaming");
  const seen = {
    userId: person.id,
    kind: "commands",
    detail: "5",
    examples: [],
    sessionId: null,
  } as const;
  const run = async () => {
    const db = openDb(env.DB);
    const mine = eq(chatSession.userId, person.id);
    return (await db.select({ run: chatSession.run }).from(chatSession).where(mine).get())?.run;
  };
  await expect.poll(run, { timeout: 5000 }).toBe("running");
  expect([await climbLadder(env, seen), await run()]).toEqual([1, "running"]);
  expect(await climbLadder(env, seen)).toBe(2);
  await expect.poll(run, { timeout: 5000 }).toBe("idle");
});
