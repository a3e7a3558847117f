import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { makeKey } from "../testing/keys.ts";
import { newKey } from "./keys/key-format.ts";
import { password, request, signUp } from "../testing/people.ts";

/** A site that many share; its bindings count for real. */
const site = { env: { ENVIRONMENT: "production" } } as const;

let last = 0;
/** An address nobody else in the tests has. */
const address = () => `198.51.100.${(last += 1)}`;

const from = (ip: string) => ({ "cf-connecting-ip": ip });

const signIn = (ip: string, headers: Record<string, string> = {}) =>
  request("POST", "/api/v1/auth/login", {
    ...site,
    json: { email: "nobody@example.test", password },
    headers: { ...from(ip), ...headers },
  });

/** Answers nothing costs: a body that is no JSON is refused after the wall, before any hash. */
const cheap = (ip: string, headers: Record<string, string> = {}) =>
  request("POST", "/api/auth/login", {
    ...site,
    body: "x",
    headers: { ...from(ip), ...headers },
  });

async function until429(send: () => Promise<Response>, most: number): Promise<Response | null> {
  for (let n = 0; n < most; n += 1) {
    const response = await send();
    if (response.status === 429) return response;
  }
  return null;
}

test("a stranger's burst of sign-ins is turned away before a password is looked at (T-16)", async () => {
  const ip = address();
  const refused = await until429(() => cheap(ip), 130);
  expect(await refused?.json()).toMatchObject({
    error: { code: "RATE_LIMIT_EXCEEDED", id: "RATE_001", retry_after: 60 },
  });
  expect(refused?.headers.get("retry-after")).toBe("60");
  expect((await signIn(ip)).status).toBe(429);
  const tries = () => openDb(env.DB).$count(auditLog, eq(auditLog.ipAddress, ip));
  expect(await tries()).toBe(0);
});

test("another address is not held to it; what a client says of itself changes nothing", async () => {
  const ip = address();
  await until429(() => cheap(ip), 130);
  const forged = { "x-forwarded-for": address(), "x-real-ip": address() };
  expect((await cheap(ip, forged)).status).toBe(429);
  expect((await cheap(address())).status).not.toBe(429);
});

test("of IPv6 a whole network counts as one", async () => {
  let host = 0;
  const send = () => cheap(`2001:db8:1:2::${(host += 1).toString(16)}`);
  expect(await until429(send, 130)).not.toBeNull();
  expect((await cheap("2001:db8:1:3::1")).status).not.toBe(429);
});

test("who is signed in works on behind an address that is turned away", async () => {
  const person = await signUp("user");
  const ip = address();
  await until429(() => cheap(ip), 130);
  const headers = from(ip);
  const response = await request("GET", "/api/v1/models", { ...site, as: person, headers });
  expect(response.status).toBe(200);
});

test("wrong keys are turned away before they are looked up; a known one works on beside them", async () => {
  const { api_key } = await makeKey(await signUp("user"));
  const ip = address();
  const send = (key: string) =>
    request("GET", "/api/v1/models", { ...site, headers: { ...from(ip), "x-api-key": key } });
  expect((await send(api_key)).status).toBe(200);
  expect(await until429(() => send(newKey()), 130)).not.toBeNull();
  const spy = vi.spyOn(env.DB, "prepare");
  expect((await send(newKey())).status).toBe(429);
  expect(spy.mock.calls.filter(([text]) => text.includes("api_key"))).toEqual([]);
  spy.mockRestore();
  expect((await send(api_key)).status).toBe(200);
  expect((await cheap(ip)).status).not.toBe(429);
});

test("locally nobody is", async () => {
  const send = () => request("POST", "/api/auth/login", { body: "x" });
  expect(await until429(send, 130)).toBeNull();
});
