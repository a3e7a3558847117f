import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { revokeApiKey } from "#contract/api-key";
import { allEndpoints } from "#contract/index";
import { closeSocketsOf } from "../auth/end-access.ts";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { connect, script, settle, type Setting } from "../testing/chat.ts";
import { follow, transcriptOf } from "../testing/events.ts";
import { makeKey, withKey, type MadeKey } from "../testing/keys.ts";
import { call, codeOf, request } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";

const db = openDb(env.DB);

async function keyed(input: Record<string, unknown> = {}): Promise<Setting & { made: MadeKey }> {
  const setting = await settle({ mode: "acceptEdits" });
  return { ...setting, made: await makeKey(setting.person, input) };
}

const send = (key: string, session: string, text: string, wait_seconds = 0) =>
  withKey(key, "POST", `/api/v1/sessions/${session}/messages`, { json: { text, wait_seconds } });

const stored = async ({ person, session }: Setting) => {
  const history = await call(person, allEndpoints.getHistory, { param: { id: session } });
  return ((await history.json()) as { items: unknown[] }).items;
};

test("a turn is followed as it streams, and the stream ends with it", async () => {
  const setting = await keyed();
  const key = setting.made.api_key;
  const { marker } = await script([
    calls(["Write", { file_path: "/workspace/a.txt", content: "x\n" }]),
    say("One line\nand another. ".repeat(20), { deltas_per_second: 100 }),
  ]);
  await send(key, setting.session, `${marker} write`);
  const events = await follow(key, setting.session, "?until=idle");
  expect([events.status, events.type]).toEqual([200, "text/event-stream; charset=utf-8"]);
  await events.end();
  expect(events.frames[0]?.type).toBe("welcome");
  expect(events.frames.filter((frame) => frame.type === "delta").length).toBeGreaterThan(3);
  expect(transcriptOf(events.frames)).toEqual(await stored(setting));
});

test("where nothing runs, until=idle ends at once, with what there is", async () => {
  const { session, made } = await keyed();
  await send(made.api_key, session, "/help", 10);
  const events = await follow(made.api_key, session, "?until=idle");
  await events.end();
  expect(events.frames.map((frame) => frame.type)[0]).toBe("welcome");
  expect(transcriptOf(events.frames)).toHaveLength(2);
});

test("a stream cut again and again is taken up with Last-Event-ID: nothing lost, nothing doubled", async () => {
  const setting = await keyed();
  const key = setting.made.api_key;
  const { marker } = await script([
    calls(["Write", { file_path: "/workspace/a.txt", content: "1\n" }]),
    say("A long answer, word by word. ".repeat(30), { deltas_per_second: 60 }),
  ]);
  await send(key, setting.session, `${marker} go`);
  const frames = [];
  let last: string | undefined;
  let cuts = 0;
  while (true) {
    const headers: Record<string, string> = last === undefined ? {} : { "last-event-id": last };
    // The address is the one it was opened with first; the header knows better.
    const events = await follow(key, setting.session, "?since=0&until=idle", headers);
    await events.until("some events", () => events.ended() || events.frames.length > 6);
    const over = events.ended();
    if (!over) await events.leave();
    last = events.lastId() ?? last;
    frames.push(...events.frames);
    const [first] = events.frames;
    if (first?.type !== "welcome") throw new Error("the first is the welcome");
    const before = Number(headers["last-event-id"] ?? -1);
    const again = first.items.filter(
      (item) => item.seq <= before && !(item.kind === "assistant" && item.stop_reason === null),
    );
    expect(again).toEqual([]);
    if (over) break;
    cuts += 1;
  }
  expect(cuts).toBeGreaterThan(2);
  expect(transcriptOf(frames)).toEqual(await stored(setting));
  const finished = frames.filter(
    (frame) => frame.type === "item" && frame.item.kind === "assistant" && frame.item.stop_reason,
  );
  // One that ended between two streams came with a welcome.
  const ids = finished.map((frame) => (frame.type === "item" ? frame.item.id : ""));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a key that only reads may follow, one that only writes may not", async () => {
  const { person, session } = await keyed();
  const reads = await makeKey(person, { permissions: ["read"] });
  const events = await follow(reads.api_key, session);
  await events.until("the welcome", () => events.frames.length > 0);
  await events.leave();
  const writes = await makeKey(person, { permissions: ["write"] });
  expect((await follow(writes.api_key, session)).status).toBe(403);
});

test("revoking a key ends its streams and sockets at once, and the next request is refused", async () => {
  const { person, session, made } = await keyed();
  const events = await follow(made.api_key, session);
  const upgrade = { headers: { upgrade: "websocket" } };
  const opened = await withKey(made.api_key, "GET", `/ws/chat/${session}`, upgrade);
  const socket = opened.webSocket!;
  const told: string[] = [];
  let closed: number | null = null;
  socket.addEventListener("message", (event) => told.push(String(event.data)));
  socket.addEventListener("close", (event) => (closed = event.code));
  socket.accept();
  const mine = await connect(person, session);
  await events.until("the welcome", () => events.frames.length > 0 && told.length > 0);
  const began = performance.now();
  const revoking = call(person, revokeApiKey, { param: { id: made.id } });
  await events.end();
  const took = performance.now() - began;
  await revoking;
  expect(events.frames.at(-1)).toEqual({ type: "closed", code: "KEY_001" });
  await events.until("the socket's end", () => closed !== null);
  expect(closed).toBe(4401);
  expect(told.at(-1)).toContain("KEY_001");
  const refused = await send(made.api_key, session, "x");
  expect([refused.status, await codeOf(refused)]).toEqual([401, "KEY_001"]);
  expect(took).toBeLessThan(2000);
  expect(mine.closed.code).toBeNull();
});

test("a stream that ends because its person is suspended or locked says so (U-106)", async () => {
  const until = { status: "active", suspendedUntil: new Date(Date.now() + 60_000) } as const;
  for (const [code, state] of [
    ["AUTH_011", until],
    ["AUTH_003", { status: "locked" }],
    ["KEY_001", { status: "disabled" }],
  ] as const) {
    const { person, session, made } = await keyed();
    const events = await follow(made.api_key, session);
    await events.until("the welcome", () => events.frames.length > 0);
    await db.update(user).set(state).where(eq(user.id, person.id));
    await closeSocketsOf(env, person.id);
    await events.end();
    expect(events.frames.at(-1)).toEqual({ type: "closed", code });
  }
});

test("a socket with a key without the write scope listens, and sends nothing", async () => {
  const { person, session } = await keyed();
  const { api_key } = await makeKey(person, { permissions: ["read"] });
  const upgrade = { headers: { upgrade: "websocket" } };
  const opened = await withKey(api_key, "GET", `/ws/chat/${session}`, upgrade);
  const socket = opened.webSocket!;
  const told: string[] = [];
  socket.addEventListener("message", (event) => told.push(String(event.data)));
  socket.accept();
  socket.send(JSON.stringify({ type: "run.stop", id: "1" }));
  for (let tries = 0; tries < 200 && !told.some((one) => one.includes('"error"')); tries++) {
    await new Promise((go) => setTimeout(go, 10));
  }
  expect(told.find((one) => one.includes('"type":"error"'))).toContain("KEY_002");
  socket.close();
});

test("a socket with a key whose time is over closes with the next thing it sends", async () => {
  const { session, made } = await keyed();
  const soon = new Date(Date.now() + 1500);
  await db.update(apiKey).set({ expiresAt: soon }).where(eq(apiKey.id, made.id));
  const upgrade = { headers: { upgrade: "websocket" } };
  const opened = await withKey(made.api_key, "GET", `/ws/chat/${session}`, upgrade);
  const socket = opened.webSocket!;
  const closed = new Promise<number>((tell) =>
    socket.addEventListener("close", (event) => tell(event.code)),
  );
  socket.accept();
  await new Promise((go) => setTimeout(go, 1600));
  socket.send(JSON.stringify({ type: "run.stop", id: "1" }));
  expect(await closed).toBe(4401);
});

test("a waiting request ends when its owner may not act any more", async () => {
  const { person, session, made } = await keyed();
  const { marker } = await script([say("very slow ".repeat(400), { deltas_per_second: 5 })]);
  const waiting = send(made.api_key, session, `${marker} x`, 60);
  await new Promise((go) => setTimeout(go, 500));
  await db.update(user).set({ status: "locked" }).where(eq(user.id, person.id));
  const answer = await waiting;
  expect(await codeOf(answer)).toBe("AUTH_003");
});

test("another person's session is not followed; a cookie of ours follows it, too", async () => {
  const [mine, other] = [await keyed(), await keyed()];
  expect((await follow(other.made.api_key, mine.session)).status).toBe(404);
  await send(mine.made.api_key, mine.session, "/help", 10);
  const path = `/api/v1/sessions/${mine.session}/events?until=idle`;
  const response = await request("GET", path, { as: mine.person });
  expect(await response.text()).toContain("event: welcome");
});
