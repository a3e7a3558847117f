import { Hono } from "hono";
import { expect, test } from "vitest";
import * as v from "valibot";
import { endpoint } from "#contract/endpoint";
import { AppError } from "../errors.ts";
import type { AppEnv } from "./http.ts";
import { implement } from "./implement.ts";
import { respondError } from "./respond-error.ts";

const rename = endpoint({
  method: "POST",
  path: "/things/:id",
  access: "public",
  summary: "For tests",
  param: v.object({ id: v.pipe(v.string(), v.regex(/^\d+$/)) }),
  json: v.object({ name: v.pipe(v.string(), v.minLength(1)), note: v.optional(v.string()) }),
  output: v.object({ name: v.string() }),
  created: true,
  record: ["name"],
});

const touch = endpoint({
  method: "POST",
  path: "/touched",
  access: "public",
  summary: "For tests",
  json: v.object({ note: v.optional(v.string()) }),
  output: v.object({ name: v.string() }),
});

function appWith(handler: () => { name: string }) {
  const app = new Hono<AppEnv>();
  const recorded: unknown[] = [];
  app.use(async (c, next) => {
    c.set("requestId", "r1");
    c.set("language", "en");
    c.set("activity", {});
    await next();
    recorded.push(c.get("activity").body);
  });
  app.onError(respondError);
  implement(app, rename, handler);
  const send = (body: BodyInit, type = "application/json", path = "/things/1") =>
    app.request(path, { method: "POST", body, headers: { "content-type": type } }, {});
  implement(app, touch, ({ req }) => ({ name: req.path }));
  const post = (path: string) => app.request(path, { method: "POST" }, {});
  return { send, post, recorded };
}

const ok = () => ({ name: "kept", password_hash: "never" });

test("an answer carries what the contract declares, and nothing else of the row", async () => {
  const { send, recorded } = appWith(ok);
  const response = await send(JSON.stringify({ name: "x", note: "private" }));
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ name: "kept" });
  expect(recorded).toEqual([{ name: "x" }]);
});

test("a field the contract does not know is refused by its name, and nothing is done", async () => {
  let ran = false;
  const { send } = appWith(() => {
    ran = true;
    return ok();
  });
  const response = await send(JSON.stringify({ name: "x", notes: "misspelt" }));
  expect([response.status, ran]).toEqual([400, false]);
  expect(await response.json()).toMatchObject({
    error: { code: "REQUEST_001", issues: [{ path: "json.notes", message: "unknown field" }] },
  });
});

test("a list is no body without fields, also where all of them are optional", async () => {
  const { send } = appWith(ok);
  for (const body of ["[]", "[1]"]) {
    const response = await send(body, "application/json", "/touched");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "REQUEST_001" } });
  }
});

test.each([
  ["not JSON", "{", "application/json", "/things/1", 400, "REQUEST_001"],
  ["a wrong field", `{"name":""}`, "application/json", "/things/1", 400, "REQUEST_001"],
  ["a wrong parameter", `{"name":"x"}`, "application/json", "/things/a", 400, "REQUEST_001"],
  ["another media type", `{"name":"x"}`, "text/plain", "/things/1", 415, "REQUEST_004"],
  [
    "too much",
    JSON.stringify({ name: "x".repeat(2 ** 20) }),
    "application/json",
    "/things/1",
    413,
    "REQUEST_005",
  ],
])("%s is refused with its code", async (_name, body, type, path, status, code) => {
  const response = await appWith(ok).send(body, type, path);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code, request_id: "r1" } });
});

test("no body is a body without fields, where all of them are optional", async () => {
  const { post, send } = appWith(ok);
  expect((await post("/touched")).status).toBe(200);
  const named = await post("/things/1");
  expect([named.status, await named.json()]).toMatchObject([
    400,
    { error: { issues: [{ path: "json.name" }] } },
  ]);
  expect((await send("", "application/json", "/touched")).status).toBe(400);
  expect((await send("note=x", "application/x-www-form-urlencoded", "/touched")).status).toBe(415);
});

test("what was wrong is named", async () => {
  const response = await appWith(ok).send(`{"name":3}`);
  expect(await response.json()).toMatchObject({
    error: { issues: [{ path: "json.name", message: expect.any(String) }] },
  });
});

test("a bug shows nothing of itself", async () => {
  const response = await appWith(() => {
    throw new Error("the password is hunter2");
  }).send(`{"name":"x"}`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

test("a limit in the way always says when to come back (U-092)", async () => {
  const { send } = appWith(() => {
    throw new AppError("RATE_001");
  });
  const response = await send(`{"name":"x"}`);
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("60");
  expect(await response.json()).toMatchObject({
    error: { code: "RATE_LIMIT_EXCEEDED", id: "RATE_001", retry_after: 60 },
  });
});

test("a body nested deeper than the stack is a wrong body, not a bug", async () => {
  const { send } = appWith(ok);
  for (const name of [
    "[".repeat(60_000) + "]".repeat(60_000),
    '{"a":'.repeat(9000) + "1" + "}".repeat(9000),
  ]) {
    const response = await send(`{"name":${name}}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        code: "REQUEST_001",
        issues: [{ path: "json", message: "nested deeper than 64 levels" }],
      },
    });
  }
});
