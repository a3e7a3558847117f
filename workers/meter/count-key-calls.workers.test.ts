import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { makeKey, withKey } from "../testing/keys.ts";
import { call, request, signUp } from "../testing/people.ts";
import { getUsage } from "#contract/usage";
import { meterOf } from "./rpc.ts";

const callsOf = async (userId: string) =>
  (await meterOf(env, userId).view(null)).limits.find((one) => one.kind === "calls_per_day")?.used;

test("a request with a key is a call, whatever it asks, and says what is left; one with a cookie is none (U-090)", async () => {
  const person = await signUp("user");
  const { api_key } = await makeKey(person);
  const first = await withKey(api_key, "GET", "/api/v1/models");
  expect(first.headers.get("x-ratelimit-limit")).toBe("500");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("499");
  expect((await withKey(api_key, "GET", "/api/v1/sessions/none")).status).toBe(400);
  await request("GET", "/api/v1/models", { as: person });
  expect(await callsOf(person.id)).toBe(2);
});

test("over its own limit a key is refused before anything is done, and its owner works on", async () => {
  const person = await signUp("user");
  const { api_key } = await makeKey(person, { limits: { calls_per_day: 2 } });
  const make = () => withKey(api_key, "POST", "/api/v1/projects", { json: { name: "x" } });
  expect([(await make()).status, (await make()).status]).toEqual([201, 201]);
  const refused = await make();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    error: {
      code: "RATE_LIMIT_EXCEEDED",
      id: "RATE_002",
      details: { kind: "calls_per_day", source: "key", limit: 2, used: 2 },
    },
  });
  expect(refused.headers.get("ratelimit")).toMatch(/^"calls_per_day";r=0;t=\d+$/);
  const list = await request("GET", "/api/v1/projects", { as: person });
  expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(2);
  expect((await call(person, getUsage)).status).toBe(200);
});

test("a key that is none counts for nobody", async () => {
  const person = await signUp("user");
  const { api_key } = await makeKey(person);
  await withKey(`${api_key}x`, "GET", "/api/v1/models");
  expect(await callsOf(person.id)).toBe(0);
});
