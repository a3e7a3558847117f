import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "./support/client.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ by: "pages" });
});

afterAll(() => server?.stop());

interface Upgrade {
  readonly status: number;
  readonly id: string | undefined;
  readonly body: string;
}

const idOf = ({ headers }: IncomingMessage): string | undefined =>
  headers["x-request-id"]?.toString();

/** Asks for a WebSocket and answers the status and the request id: 101, or the refusal with its body. */
function upgrade(path: string, headers: Record<string, string> = {}) {
  return new Promise<Upgrade>((resolve, reject) => {
    const asked = request(`${server.url}${path}`, {
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        origin: server.url,
        ...headers,
      },
    });
    asked.once("upgrade", (answer, socket) => {
      socket.destroy();
      resolve({ status: 101, id: idOf(answer), body: "" });
    });
    asked.once("response", (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, id: idOf(answer), body }));
    });
    asked.once("error", reject);
    asked.end();
  });
}

test("Pages serves the SPA, for paths of the SPA's own too", async () => {
  for (const path of ["/", "/projects/one"]) {
    const answer = await fetch(`${server.url}${path}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("<!doctype html>");
  }
});

test("the Worker answers behind the front, with its own request id", async () => {
  const answer = await fetch(`${server.url}/api/v1/health`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toHaveProperty("services");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
});

test("the description of the API comes through the front", async () => {
  const answer = await fetch(`${server.url}/openapi.json`);
  expect(await answer.json()).toHaveProperty("paths");
});

test("a socket upgrade reaches the Worker, which refuses a stranger itself", async () => {
  const { status, id, body } = await upgrade("/ws/chat/sess_00000000-0000-4000-8000-000000000000");
  expect(status).toBe(401);
  expect(id).toBeTruthy();
  expect(JSON.parse(body)).toHaveProperty("error.request_id", id);
});

test("a socket opens through the front for who may open it, with a request id", async () => {
  const client = await signIn(server.url, server.user);
  const project = await client.json<{ id: string }>("POST", "/projects", { name: "front" });
  const session = await client.json<{ id: string }>("POST", "/sessions", {
    project_id: project.id,
  });
  const { status, id } = await upgrade(`/ws/chat/${session.id}`, { cookie: client.cookie });
  expect(status).toBe(101);
  expect(id).toBeTruthy();
});
