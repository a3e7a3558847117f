import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createApiKey } from "#contract/api-key";
import { consumeQueue } from "../../queue.ts";
import { call, request, signUp } from "../../testing/people.ts";
import { userActivity } from "./activity.sql.ts";
import { openDb } from "../db.ts";
import { storeActivity } from "./store-activity.ts";
import type { ActivityEvent } from "./activity-event.ts";

const db = openDb(env.DB);

async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("it never came");
}

const eventOf = (endpoint: string): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: null,
  key_id: null,
  action_type: "READ",
  resource_type: null,
  resource_id: null,
  endpoint,
  method: "GET",
  request_body: null,
  response_status: 200,
  error_message: null,
  error_code: null,
  ip_address: null,
  user_agent: null,
  duration_ms: 1,
  created_at: Date.now(),
});

const recordOf = (response: Response) =>
  eventually(() =>
    db
      .select()
      .from(userActivity)
      .where(eq(userActivity.id, response.headers.get("x-request-id") ?? ""))
      .get(),
  );

test("a request is recorded through the queue, with its declared fields", async () => {
  const person = await signUp("user");
  const response = await request("POST", "/api/v1/projects", {
    as: person,
    json: { name: "recorded" },
    headers: { "cf-connecting-ip": "203.0.113.7", "user-agent": "test" },
  });
  const { id } = (await response.json()) as { id: string };
  expect(await recordOf(response)).toMatchObject({
    userId: person.id,
    actionType: "CREATE",
    resourceType: "PROJECT",
    resourceId: id,
    endpoint: "/api/v1/projects",
    method: "POST",
    requestBody: { name: "recorded" },
    responseStatus: 201,
    errorCode: null,
    ipAddress: "203.0.113.7",
    userAgent: "test",
  });
});

test("a request is recorded under the contract's address, whoever refused it and whatever was called", async () => {
  const id = crypto.randomUUID();
  const asked: [method: string, path: string, route: string][] = [
    ["GET", `/api/v1/projects/${id}`, "/projects/:id"],
    ["GET", `/api/projects/${id}`, "/projects/:id"],
    ["GET", "/api/v1/files/src/a.ts", "/files/:path"],
    ["GET", `/ws/chat/${id}`, "/ws/chat/:session"],
    ["GET", `/api/v1/projects/${id}/nothing`, ""],
    // No address for this method.
    ["PUT", `/api/v1/projects/${id}`, ""],
  ];
  const found = await Promise.all(
    asked.map(async ([method, path]) => {
      const { endpoint, route } = await recordOf(await request(method, path));
      return [method, endpoint, route];
    }),
  );
  expect(found).toEqual(asked);
});

test("a failure is recorded as ERROR with code and message, signed out too", async () => {
  const response = await request("GET", "/api/v1/projects");
  expect(await recordOf(response)).toMatchObject({
    userId: null,
    actionType: "ERROR",
    responseStatus: 401,
    errorCode: "AUTH_002",
    errorMessage: "Your sign-in has expired",
  });
});

test("requests with a key, socket upgrades and refused ones are on record, queries are not (D-06)", async () => {
  const person = await signUp("user");
  const made = await request("POST", "/api/v1/projects", { as: person, json: { name: "p" } });
  const { id: project } = (await made.json()) as { id: string };
  const json = { project_id: project };
  const opened = await request("POST", "/api/v1/sessions", { as: person, json });
  const { id: session } = (await opened.json()) as { id: string };
  const created = await call(person, createApiKey, { json: { name: "k", permissions: ["read"] } });
  const { api_key, id: keyId } = (await created.json()) as { api_key: string; id: string };

  const withKey = { "x-api-key": api_key };
  const byKey = await request("GET", `/api/v1/files?project_id=${project}&token=hush`, {
    headers: withKey,
  });
  expect(await recordOf(byKey)).toMatchObject({
    userId: person.id,
    keyId,
    resourceId: project,
    endpoint: "/api/v1/files",
    responseStatus: 200,
  });
  const socket = await request("GET", `/ws/chat/${session}?since=hush`, {
    as: person,
    headers: { upgrade: "websocket" },
  });
  socket.webSocket?.accept();
  socket.webSocket?.close();
  expect(await recordOf(socket)).toMatchObject({
    userId: person.id,
    resourceType: "SESSION",
    responseStatus: 101,
    endpoint: `/ws/chat/${session}`,
  });
  const refused = await request("GET", `/ws/chat/${session}`, {
    headers: { upgrade: "websocket" },
  });
  expect(await recordOf(refused)).toMatchObject({ userId: null, responseStatus: 401 });
  const { results } = await env.DB.prepare("SELECT * FROM user_activity WHERE user_id = ?")
    .bind(person.id)
    .all();
  for (const secret of ["hush", api_key, person.cookie.split("=")[1] ?? ""]) {
    expect(JSON.stringify(results)).not.toContain(secret);
  }
});

test("a Queue that takes nothing loses nothing", async () => {
  const broken = {
    send: () => Promise.reject(new Error("down")),
  } as unknown as typeof env.ACTIVITY;
  const response = await request("GET", "/api/v1/projects", { env: { ACTIVITY: broken } });
  expect(await recordOf(response)).toMatchObject({ responseStatus: 401 });
});

test("an event delivered twice is kept once, and a batch of any size is stored", async () => {
  const events = Array.from({ length: 100 }, (_, n) => eventOf(`/many/${n}`));
  await storeActivity(env.DB, events);
  await storeActivity(env.DB, events);
  const rows = await db.select().from(userActivity).where(eq(userActivity.endpoint, "/many/42"));
  expect(rows).toHaveLength(1);
});

test("an event that cannot be stored takes no other with it, and is delivered again alone; what is no message is let go", async () => {
  const good = eventOf("/beside/good");
  const bad = { ...eventOf("/beside/bad"), resource_type: {} } as unknown as ActivityEvent;
  const batch = createMessageBatch("engawa-activity", [
    { id: "bad", timestamp: new Date(), attempts: 1, body: bad },
    { id: "good", timestamp: new Date(), attempts: 1, body: good },
    { id: "none", timestamp: new Date(), attempts: 1, body: null as unknown as ActivityEvent },
  ]);
  const context = createExecutionContext();
  await consumeQueue(batch, env);
  const result = await getQueueResult(batch, context);
  expect(result.retryMessages).toEqual([{ msgId: "bad" }]);
  expect(result.explicitAcks.toSorted()).toEqual(["good", "none"]);
  expect(
    await db.select().from(userActivity).where(eq(userActivity.id, good.id)).get(),
  ).toMatchObject({ endpoint: "/beside/good" });
});

test.each(["__proto__", "constructor", "toString"])(
  "an address named %s is recorded",
  async (name) => {
    const response = await request("GET", `/api/v1/${name}`);
    expect(await recordOf(response)).toMatchObject({ resourceType: null, responseStatus: 404 });
  },
);
