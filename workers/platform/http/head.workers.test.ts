/** A HEAD does nothing that its GET does beyond the headers: held over the contract. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { authChallenge } from "../../auth/auth-challenge.sql.ts";
import { signInThrottle } from "../../auth/sign-in-throttle.sql.ts";
import { callers, newCaller } from "../../testing/callers.ts";
import { knock } from "../../testing/knock.ts";
import { request, type Sample } from "../../testing/people.ts";
import { samples } from "../../testing/samples.ts";
import { newWalker, type Name, type Walker } from "../../testing/walk.ts";
import { walkOwnThings } from "../../testing/walk-own.ts";
import { walkOthers, walkPeople } from "../../testing/walk-people.ts";
import { walkSite } from "../../testing/walk-site.ts";
import { auditLog } from "../records/audit.sql.ts";
import { openDb } from "../db.ts";

const db = openDb(env.DB);
const gets = (Object.entries(allEndpoints) as [Name, Endpoint][]).filter(
  ([, { method }]) => method === "GET",
);
const isSafe = (name: Name) => (allEndpoints[name] as Endpoint).safe !== false;
const things = {
  project: crypto.randomUUID(),
  session: crypto.randomUUID(),
  file: "a.txt",
  hash: "0".repeat(64),
};

/** What is counted or begun for somebody, besides what is on record. */
const counted = async () => [await db.$count(signInThrottle), await db.$count(authChallenge)];

/** Where a HEAD was answered with success. */
const reached = new Set<Name>();

/** The same headers as its GET's where that only reads; else REQUEST_003, and nothing done. */
async function checkHead(name: Name, sample: Sample, headers: Record<string, string>) {
  const before = await counted();
  const head = await knock(allEndpoints[name], sample, headers, "HEAD");
  expect(await head.text()).toBe("");
  expect(await counted()).toEqual(before);
  const requestId = head.headers.get("x-request-id") ?? "";
  expect(await db.$count(auditLog, eq(auditLog.requestId, requestId))).toBe(0);
  if (!isSafe(name)) {
    const allow = name === "downloadArchive" ? "POST, GET" : "GET";
    expect([head.status, head.headers.get("allow")]).toEqual([405, allow]);
    return;
  }
  const get = await knock(allEndpoints[name], sample, headers);
  await get.arrayBuffer();
  expect([head.status, head.headers.get("content-type")]).toEqual([
    get.status,
    get.headers.get("content-type"),
  ]);
  if (get.status < 300) reached.add(name);
}

const walkerOf = async (who: string): Promise<Walker> => {
  const id = crypto.randomUUID();
  const headers = await newCaller({ ...callers[who], account: { id, passwordHash: "none" } });
  return newWalker(id, headers, async (name, sample) => {
    if (allEndpoints[name].method === "GET") await checkHead(name, sample, headers);
  });
};

describe("as an administrator, of what there is without a walk", async () => {
  const headers = await newCaller(callers["an administrator"] ?? {});
  test.each(gets)("%s", (name) => checkHead(name, samples(things)[name], headers));
});

describe("on a walk", () => {
  test("through one's own things", async () => walkOwnThings(await walkerOf("a user")));

  test("through people, and what is theirs", async () => {
    const admin = await walkerOf("an administrator");
    await walkPeople(admin, await walkerOf("a user with a second factor"));
    await walkOthers(admin, await walkerOf("a user"));
  });

  test("through the site", async () => walkSite(await walkerOf("an administrator")));

  afterAll(() => {
    const without = gets.map(([name]) => name).filter((name) => isSafe(name) && !reached.has(name));
    // There is a row to read only where a queue or a mail's text was written before.
    expect(without.sort()).toEqual(["getActivity", "listTemplateHistory"]);
  });
});

test("the way back from a provider ends no visit by a HEAD", async () => {
  const response = await request("HEAD", "/auth/callback/mock?code=x&state=y");
  expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
});
