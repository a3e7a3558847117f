/** Nothing that was taken is forgotten when the process goes, and nothing runs that was ended. */
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { projectMember } from "../projects/project.sql.ts";
import { dayFigure } from "../statistics/day-figure.sql.ts";
import { request } from "../testing/people.ts";
import { connect, notices, script, settle, spoken, type Setting } from "../testing/chat.ts";
import { calls, say } from "../testing/script.ts";
import { attachmentOf } from "./sockets.ts";

const stubOf = ({ session }: Setting) => env.CHAT_SESSION.getByName(session.slice("sess_".length));
const slow = { delta_chars: 4, deltas_per_second: 40 };

test("a message that waits in the queue begins after a crash between two turns", async () => {
  const setting = await settle();
  const { marker } = await script([say("From the queue.")]);
  const text = `${marker} later`;
  const message = {
    client_id: crypto.randomUUID(),
    text,
    open_file: null,
    language: "en",
    author: { id: setting.person.id, name: "x" },
    at: Date.now(),
  };
  await runInDurableObject(stubOf(setting), async (_instance, { storage }) => {
    storage.sql.exec(
      "INSERT INTO queued(client_id, body) VALUES(?, ?)",
      message.client_id,
      JSON.stringify(message),
    );
    await storage.setAlarm(Date.now() + 60_000);
  });
  await evictDurableObject(stubOf(setting));
  expect(await runDurableObjectAlarm(stubOf(setting))).toBe(true);
  const client = await connect(setting.person, setting.session);
  await client.until("the answer", () => spoken(client).length > 0 && client.state() === "idle");
  expect(spoken(client)).toEqual(["From the queue."]);
});

test("an answer that was stored goes on after a crash, by the alarm and by a visit alike", async () => {
  for (const wake of ["alarm", "visit"]) {
    const setting = await settle({ mode: "default" });
    const input = { file_path: "/workspace/new.txt", content: "made" };
    const { marker } = await script([calls(["Write", input]), say("Written.")]);
    const client = await connect(setting.person, setting.session);
    await client.say(`${marker} make it`);
    await client.until("the question", () => client.state() === "awaiting_approval");
    const tool = client.items().find((item) => item.kind === "tool");
    await runInDurableObject(stubOf(setting), async (_instance, { storage }) => {
      const { sql } = storage;
      sql.exec("UPDATE open_call SET body = json_set(body, '$.verdict', 'allowed')");
      sql.exec(
        "UPDATE item SET body = json_set(body, '$.state', 'pending', '$.approval', null) WHERE id = ?",
        tool?.id ?? "",
      );
      await storage.setAlarm(Date.now() + 60_000);
    });
    await abortAllDurableObjects();
    if (wake === "alarm") await runDurableObjectAlarm(stubOf(setting));
    const again = await connect(setting.person, setting.session);
    await again.until("the end", () => again.state() === "idle");
    expect(spoken(again)).toEqual(["Written."]);
  }
});

test("a deleted session does not go on to the messages that wait", async () => {
  const setting = await settle();
  const { marker, requests } = await script([say("long ".repeat(100), slow), say("never")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.until("some words", () => client.frames.some((f) => f.type === "delta"));
  await client.say("and then this");
  const gone = await request("DELETE", `/api/v1/sessions/${setting.session}`, {
    as: setting.person,
  });
  expect(gone.status).toBe(204);
  await client.until("the end", () => client.closed.code === 4404);
  const states = () =>
    runInDurableObject(stubOf(setting), (_instance, { storage }) =>
      storage.sql.exec("SELECT value FROM meta WHERE key = 'run'").one(),
    );
  await vi.waitFor(async () => expect(String((await states())["value"])).toContain("stopped"));
  await new Promise((go) => setTimeout(go, 300));
  expect(await requests()).toHaveLength(1);
});

test("/compact that a crash cut off is done again, and is no question to the model", async () => {
  const setting = await settle();
  const { marker, requests } = await script([
    say("First."),
    say("<summary>half</summary>".padEnd(400, "."), slow),
    say("<summary>All that was said.</summary>"),
    say("An answer nobody asked for."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  await client.say("/compact");
  await client.until("the compaction", () => client.state() === "compacting");
  await vi.waitFor(async () => expect((await requests()).length).toBe(2));
  await abortAllDurableObjects();
  const again = await connect(setting.person, setting.session, client.seq(), client.items());
  await again.until("the end", () => again.state() === "idle");
  expect(notices(again)).toEqual(["compacted"]);
  expect(spoken(again)).toEqual(["First."]);
  const last = (await requests()).at(-1)?.body.messages.at(-1);
  expect(JSON.stringify(last)).toContain("replaced by a summary");
});

test("stop is heard while /compact works", async () => {
  const setting = await settle();
  const { marker } = await script([say("First."), say("x".repeat(400), slow)]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  await client.say("/compact");
  await client.until("the command", () => client.state() !== "idle");
  await client.send({ type: "run.stop" });
  await client.rest();
  expect(client.state()).toBe("stopped");
});

test("a run and its sockets end with the project", async () => {
  const setting = await settle();
  const { marker } = await script([say("long ".repeat(200), slow), say("never")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.until("some words", () => client.frames.some((f) => f.type === "delta"));
  await request("DELETE", `/api/v1/projects/${setting.project}`, { as: setting.person });
  await client.until("the end", () => client.closed.code === 4404);
});

test("an administrator who is one no more loses bypass with the next turn", async () => {
  const setting = await settle({ role: "admin", mode: "bypass" });
  const { marker } = await script([
    say("First."),
    calls(["Bash", { command: "rm -rf nothing" }]),
    say("Second."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  await openDb(env.DB).update(user).set({ role: "user" }).where(eq(user.id, setting.person.id));
  await client.say("clean up");
  await client.rest();
  expect(client.items().find((item) => item.kind === "tool")).toMatchObject({ state: "denied" });
});

test("who left the project reaches neither his session nor its files", async () => {
  const { person, project, session } = await settle({ files: { "a.txt": "A" } });
  await openDb(env.DB).delete(projectMember).where(eq(projectMember.projectId, project));
  const paths = [`/api/v1/sessions/${session}`, `/api/v1/files?session_id=${session}`];
  for (const path of paths) expect((await request("GET", path, { as: person })).status).toBe(404);
  const upgrade = { as: person, headers: { upgrade: "websocket" } };
  expect((await request("GET", `/ws/chat/${session}`, upgrade)).status).toBe(404);
});

test("an account that was disabled starts no turn", async () => {
  const setting = await settle();
  const { marker, requests } = await script([say("First."), say("never")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  await openDb(env.DB)
    .update(user)
    .set({ status: "disabled" })
    .where(eq(user.id, setting.person.id));
  await client.say("go on");
  const told = () => client.items().flatMap((one) => (one.kind === "notice" ? [one.code] : []));
  await client.until("its end is told", () => told().length > 0);
  expect(told()).toEqual(["SESSION_006"]);
  expect(client.items().filter((one) => one.kind === "user")).toHaveLength(1);
  expect(await requests()).toHaveLength(1);
});

test("a socket that only listens is closed when its login ended", async () => {
  const setting = await settle();
  const client = await connect(setting.person, setting.session);
  await openDb(env.DB)
    .update(user)
    .set({ status: "disabled" })
    .where(eq(user.id, setting.person.id));
  await runInDurableObject(stubOf(setting), (_instance, state) => {
    for (const socket of state.getWebSockets()) {
      const attachment = socket.deserializeAttachment() as object;
      socket.serializeAttachment({ ...attachment, checked_at: 0 });
    }
  });
  await stubOf(setting).filesChanged([], true);
  await client.until("the end", () => client.closed.code === 4401);
});

test("a sign-in that idled out loses its socket although nothing was sent over it (U-101)", async () => {
  const setting = await settle();
  const client = await connect(setting.person, setting.session);
  const stub = stubOf(setting);
  await vi.waitFor(async () => {
    const alarm = await runInDurableObject(stub, (_object, state) => state.storage.getAlarm());
    expect((alarm ?? Infinity) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
  });
  const long = new Date(Date.now() - 61 * 60_000);
  const mine = eq(userSession.userId, setting.person.id);
  await openDb(env.DB).update(userSession).set({ lastActivityAt: long }).where(mine);
  await runInDurableObject(stub, (_object, state) => {
    for (const socket of state.getWebSockets()) {
      const attachment = socket.deserializeAttachment() as { checked_at: number };
      socket.serializeAttachment({ ...attachment, checked_at: Date.now() - 5 * 60_000 });
    }
  });
  await runDurableObjectAlarm(stub);
  await client.until("the end", () => client.closed.code === 4401);
});

test("a socket that breaks off is counted as dropped; one that says goodbye, or was told to go, is not (U-208)", async () => {
  const setting = await settle();
  const db = openDb(env.DB);
  const drops = async () => {
    const rows = await db.select({ drops: dayFigure.socketDrops }).from(dayFigure);
    return rows.reduce((sum, row) => sum + row.drops, 0);
  };
  const client = await connect(setting.person, setting.session);
  await client.until("the welcome", () => client.state() === "idle");
  const before = await drops();
  await runInDurableObject(stubOf(setting), async (instance, state) => {
    const socket = state.getWebSockets()[0]!;
    const attachment = attachmentOf(socket);
    await instance.webSocketClose(socket, 1001, "");
    await instance.webSocketClose(socket, 1006, "");
    socket.serializeAttachment({ ...attachment, ended: true });
    await instance.webSocketClose(socket, 1006, "");
  });
  await vi.waitFor(async () => expect(await drops()).toBe(before + 1));
});
