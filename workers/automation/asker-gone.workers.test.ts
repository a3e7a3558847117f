import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { endOtherLogins } from "#contract/account";
import { terminateLoginsOf } from "#contract/admin-security";
import { disableUser, enableUser, lockUser, signUserOut } from "#contract/admin-user-state";
import { revokeApiKey } from "#contract/api-key";
import type { TurnOutcome } from "#contract/automation";
import { logout } from "#contract/auth";
import { readFile } from "#contract/file";
import { connect, script, settle, spoken, type Setting } from "../testing/chat.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call, cookieOf, password, request, signUp, type Person } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";
import { provedAdmin } from "../testing/step-up.ts";

interface Asking {
  /** Sends a message without waiting for its turn. */
  readonly send: (text: string) => Promise<Response>;
  /** How what asked is ended. */
  readonly end: () => Promise<Response>;
}

const byKey = async ({ person, session }: Setting): Promise<Asking> => {
  const { id, api_key } = await makeKey(person);
  const json = (text: string) => ({ text, wait_seconds: 0 });
  return {
    send: (text) =>
      withKey(api_key, "POST", `/api/v1/sessions/${session}/messages`, { json: json(text) }),
    end: () => call(person, revokeApiKey, { param: { id } }),
  };
};

async function signedInAgain({ person, session }: Setting) {
  const json = { email: person.email, password };
  const cookie = cookieOf(await request("POST", "/api/v1/auth/login", { json }));
  const there: Person = { ...person, cookie };
  const send = (text: string) =>
    request("POST", `/api/v1/sessions/${session}/messages`, {
      as: there,
      json: { text, wait_seconds: 0 },
    });
  return { there, send };
}

const byLogin =
  (end: (person: Person) => Promise<Response>) =>
  async (setting: Setting): Promise<Asking> => ({
    send: (await signedInAgain(setting)).send,
    end: () => end(setting.person),
  });

test.each<[string, (setting: Setting) => Promise<Asking>]>([
  ["a revoked key", byKey],
  ["a sign-in ended from elsewhere", byLogin((person) => call(person, endOtherLogins))],
])("%s ends the turn it began, and what it queued never begins (T-02)", async (_what, asking) => {
  const setting = await settle({ mode: "acceptEdits" });
  const { send, end } = await asking(setting);
  const client = await connect(setting.person, setting.session);
  const slow = await script([say("slowly ".repeat(200), { deltas_per_second: 1 }), say("Mine.")]);
  const evil = calls(["Write", { file_path: "/workspace/late.txt", content: "x" }]);
  const later = await script([evil, say("Written.")]);
  await send(`${slow.marker} go`);
  const queued = (await (await send(`Later ${later.marker}`)).json()) as TurnOutcome;
  expect(queued.state).toBe("queued");
  await client.until("it streams", () => client.state() === "streaming");
  expect((await end()).ok).toBe(true);
  const told = () => client.items().filter((one) => one.kind === "notice");
  await client.until("both are told of", () => told().length === 2);
  expect(told().map(({ notice, code }) => [notice, code])).toEqual([
    ["error", "SESSION_006"],
    ["error", "SESSION_006"],
  ]);
  expect(told()[1]?.text).toContain(": “Later");
  expect(client.state()).toBe("failed");
  // The person goes on by their own sign-in, and the model hears nothing of what was dropped.
  await client.say("go on");
  await client.rest();
  expect(spoken(client)).toContain("Mine.");
  expect(JSON.stringify(await slow.requests())).not.toContain("Later");
  expect(await later.requests()).toEqual([]);
  const late = await call(setting.person, readFile, {
    param: { path: "late.txt" },
    query: { project_id: setting.project },
  });
  expect(late.status).toBe(404);
  client.close();
});

test.each([
  ["locked", lockUser],
  ["disabled", disableUser],
])(
  "what waits while its account is %s is dropped: the owner's next message is only theirs (C-07)",
  async (_how, close) => {
    const setting = await settle({ mode: "acceptEdits" });
    const { send } = await signedInAgain(setting);
    const slow = await script([say("slowly ".repeat(200), { deltas_per_second: 1 })]);
    await send(`${slow.marker} go`);
    const queued = (await (await send("Delete every file")).json()) as TurnOutcome;
    expect(queued.state).toBe("queued");
    const admin = await provedAdmin();
    const whom = { param: { id: setting.person.id }, json: {} };
    expect((await call(admin, close, whom)).ok).toBe(true);
    await vi.waitFor(async () => {
      const run = env.DB.prepare("SELECT run FROM chat_session WHERE id = ?");
      expect(await run.bind(setting.session.slice(5)).first("run")).toBe("idle");
    });
    expect((await call(admin, enableUser, whom)).ok).toBe(true);
    const { there } = await signedInAgain(setting);
    const client = await connect(there, setting.session);
    const mine = await script([say("Mine.")]);
    await client.say(`${mine.marker} what is here?`);
    await client.until("the answer", () => spoken(client).includes("Mine."));
    expect(JSON.stringify(await mine.requests())).not.toContain("Delete every file");
    client.close();
  },
);

test("who signs out leaves their work going, also what waits", async () => {
  const setting = await settle({ mode: "acceptEdits" });
  const { there, send } = await signedInAgain(setting);
  const client = await connect(setting.person, setting.session);
  const first = await script([say("slowly ".repeat(15), { deltas_per_second: 20 })]);
  await send(`${first.marker} go`);
  const second = await script([say("Second.")]);
  await send(`${second.marker} then`);
  expect((await call(there, logout)).status).toBe(204);
  await client.until("the second answer", () => spoken(client).includes("Second."));
  expect(client.items().filter((one) => one.kind === "notice")).toEqual([]);
  client.close();
});

const leftBehind: [string, (person: Person) => Promise<Response>][] = [
  ["its person ends the others", (person) => call(person, endOtherLogins)],
  [
    "an administrator signs them out everywhere",
    async ({ id }) => call(await signUp("admin"), signUserOut, { param: { id }, json: {} }),
  ],
  [
    "an administrator forces them out",
    async ({ id: user_id }) =>
      call(await signUp("admin"), terminateLoginsOf, { param: { user_id }, json: {} }),
  ],
];

test.each(leftBehind)("what a sign-out left going ends when %s (T-02)", async (_who, end) => {
  const setting = await settle({ mode: "acceptEdits" });
  const { there, send } = await signedInAgain(setting);
  const client = await connect(setting.person, setting.session);
  const { marker } = await script([say("slowly ".repeat(200), { deltas_per_second: 1 })]);
  await send(`${marker} go`);
  await client.until("it streams", () => client.state() === "streaming");
  expect((await call(there, logout)).status).toBe(204);
  expect((await end(setting.person)).ok).toBe(true);
  await vi.waitFor(async () => {
    const run = env.DB.prepare("SELECT run FROM chat_session WHERE id = ?");
    expect(await run.bind(setting.session.slice(5)).first("run")).toBe("idle");
  });
  client.close();
});
