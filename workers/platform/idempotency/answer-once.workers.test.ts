import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createApiKey, listApiKeys, type ApiKeyInfo } from "#contract/api-key";
import { allEndpoints } from "#contract/index";
import { addressOf, call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { openDb } from "../db.ts";
import { forgetOldAnswers } from "./answer-once.ts";
import { idempotentAnswer } from "./idempotent-answer.sql.ts";
import { sha256Hex } from "../hash.ts";

const db = openDb(env.DB);
const { createProject, createSession, listProjects } = allEndpoints;

const make = (as: Person, name: string, key: string, path = "/api/v1/projects") =>
  request("POST", path, { as, json: { name }, headers: { "idempotency-key": key } });
const projects = async (person: Person) =>
  ((await (await call(person, listProjects)).json()) as { items: { name: string }[] }).items;
const rowOf = async (person: Person, key: string) =>
  eq(idempotentAnswer.id, await sha256Hex(`${person.id}\n${key}`));

test("of five at once one creates, and all are answered the same", async () => {
  const person = await signUp("user");
  const key = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => make(person, "once", key)));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(201));
  expect(new Set(bodies).size).toBe(1);
  expect(await projects(person)).toHaveLength(1);
  const replayed = answers.filter((one) => one.headers.get("idempotency-replayed") === "true");
  expect(replayed).toHaveLength(4);
  expect(
    (await make(person, "once", key, "/api/projects")).headers.get("idempotency-replayed"),
  ).toBe("true");
});

test("the same key with other content, or for something else, is REQUEST_006", async () => {
  const person = await signUp("user");
  const made = await make(person, "first", "k-1");
  const { id } = (await made.json()) as { id: string };
  const other = await make(person, "second", "k-1");
  expect([other.status, await codeOf(other)]).toEqual([409, "REQUEST_006"]);
  const session = await request("POST", addressOf(createSession), {
    as: person,
    json: { project_id: id },
    headers: { "idempotency-key": "k-1" },
  });
  expect(await codeOf(session)).toBe("REQUEST_006");
});

test("a field nobody knows is refused by its name, however deep, and its key stays free", async () => {
  const person = await signUp("user");
  const headers = { "idempotency-key": "slip" };
  const send = (limits: object) => {
    const json = { name: "CI", permissions: ["read"], limits };
    return request("POST", addressOf(createApiKey), { as: person, json, headers });
  };
  const refused = await send({ calls_per_dya: 3, monthly_budget_micro_usd: 1 });
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { error: { issues: [{ path: "json.limits.calls_per_dya", message: "unknown field" }] } },
  ]);
  expect((await send({ calls_per_day: 3 })).status).toBe(201);
});

test("a key is a person's own", async () => {
  const [one, two] = [await signUp("user"), await signUp("user")];
  await make(one, "same", "shared");
  await make(two, "same", "shared");
  expect(await projects(one)).toHaveLength(1);
  expect(await projects(two)).toHaveLength(1);
});

test("what failed is not remembered: the key may be tried again", async () => {
  const person = await signUp("user");
  const headers = { "idempotency-key": "again" };
  const path = addressOf(createSession);
  const nowhere = { project_id: crypto.randomUUID() };
  expect((await request("POST", path, { as: person, json: nowhere, headers })).status).toBe(404);
  const { id } = (await (await make(person, "p", "other")).json()) as { id: string };
  const json = { project_id: id };
  expect((await request("POST", path, { as: person, json, headers })).status).toBe(201);
});

test("an answer with a secret can be had again, and what is stored does not tell it", async () => {
  const person = await signUp("user");
  const json = { name: "CI", permissions: ["read"] };
  const key = crypto.randomUUID();
  const ask = async () => {
    const headers = { "idempotency-key": key };
    const response = await request("POST", addressOf(createApiKey), { as: person, json, headers });
    return (await response.json()) as ApiKeyInfo & { api_key: string };
  };
  const first = await ask();
  expect(await ask()).toEqual(first);
  const listed = (await (await call(person, listApiKeys)).json()) as { items: unknown[] };
  expect(listed.items).toHaveLength(1);
  const row = await db
    .select()
    .from(idempotentAnswer)
    .where(await rowOf(person, key))
    .get();
  expect(JSON.stringify(row)).not.toContain(first.api_key.slice(8, 30));
  expect(JSON.stringify(row)).not.toContain(key);
});

test("one that was cut off is taken over after a minute; one at work is waited for, then REQUEST_007", async () => {
  const person = await signUp("user");
  await make(person, "p", "cut");
  const row = await rowOf(person, "cut");
  await db.update(idempotentAnswer).set({ answer: null }).where(row);
  const busy = await make(person, "p", "cut");
  expect([busy.status, await codeOf(busy)]).toEqual([409, "REQUEST_007"]);
  expect(Number(busy.headers.get("retry-after"))).toBeGreaterThan(0);
  await db
    .update(idempotentAnswer)
    .set({ claimedAt: new Date(Date.now() - 61_000) })
    .where(row);
  expect((await make(person, "q", "cut")).status).toBe(409);
  expect((await make(person, "p", "cut")).status).toBe(201);
});

test("after a day a key is forgotten, by use and by the daily job", async () => {
  const person = await signUp("user");
  await make(person, "p", "old");
  const row = await rowOf(person, "old");
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await db.update(idempotentAnswer).set({ claimedAt: yesterday }).where(row);
  expect((await make(person, "another", "old")).status).toBe(201);
  await db.update(idempotentAnswer).set({ claimedAt: yesterday }).where(row);
  await make(person, "young", "young");
  await forgetOldAnswers(env);
  expect(await db.select().from(idempotentAnswer).where(row)).toEqual([]);
  expect(
    await db
      .select()
      .from(idempotentAnswer)
      .where(await rowOf(person, "young")),
  ).toHaveLength(1);
});

test("a stranger's key is nothing to remember", async () => {
  const headers = { "idempotency-key": "x" };
  const json = { name: "x" };
  const response = await request("POST", addressOf(createProject), { json, headers });
  expect(response.status).toBe(401);
});
