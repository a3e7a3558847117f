import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createProject, deleteProject } from "#contract/project";
import * as contract from "#contract/session";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { setLimit } from "../testing/meters.ts";
import { call, signUp, type Person } from "../testing/people.ts";
import { chatSession } from "./chat-session.sql.ts";

const db = openDb(env.DB);

async function settled(held: number, role: "user" | "admin" = "user") {
  const person = await signUp(role);
  if (role === "user") await setLimit(person.id, "sessions_held", held);
  await setLimit(person.id, "session_creations_per_minute", 1000);
  const project = await newProject(person);
  return { person, project };
}

async function newProject(person: Person): Promise<string> {
  const made = await call(person, createProject, { json: { name: "held" } });
  return ((await made.json()) as { id: string }).id;
}

const create = (person: Person, project: string) =>
  call(person, contract.createSession, { json: { project_id: project } });

async function created(person: Person, project: string): Promise<string> {
  const response = await create(person, project);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const refusalOf = async (response: Response) => {
  expect(response.status).toBe(409);
  return (await response.json()) as {
    error: {
      code: string;
      details: Record<string, unknown> & { candidate: { id: string } | null };
    };
  };
};

test("one more than may be held is SESSION_001, with the one that has rested longest to put away (C-04)", async () => {
  const { person, project } = await settled(2);
  const [first, second] = [await created(person, project), await created(person, project)];
  await db
    .update(chatSession)
    .set({ lastActivityAt: new Date(Date.now() - 60_000) })
    .where(eq(chatSession.id, second.slice(5)));
  const { error } = await refusalOf(await create(person, project));
  expect(error.code).toBe("SESSION_001");
  expect(error.details).toMatchObject({ limit: 2, used: 2, source: "user" });
  expect(error.details.candidate?.id).toBe(second);
  const put = await call(person, contract.archiveSession, { param: { id: second } });
  expect(await put.json()).toMatchObject({ archived_at: expect.any(String) });
  await created(person, project);
  const back = await call(person, contract.unarchiveSession, { param: { id: second } });
  expect((await refusalOf(back)).error.code).toBe("SESSION_001");
  await call(person, contract.deleteSession, { param: { id: first } });
  const again = await call(person, contract.unarchiveSession, { param: { id: second } });
  expect(await again.json()).toMatchObject({ archived_at: null, title: "New chat" });
});

test("many at once never hold more than the limit, and only those made are on record", async () => {
  const { person, project } = await settled(3);
  const answers = await Promise.all(Array.from({ length: 12 }, () => create(person, project)));
  const made = answers.filter((answer) => answer.status === 201);
  expect(made).toHaveLength(3);
  expect(await db.$count(chatSession, eq(chatSession.userId, person.id))).toBe(3);
  const rows = await db.select().from(auditLog).where(eq(auditLog.userId, person.id));
  expect(rows.filter((row) => row.resourceType === "SESSION")).toHaveLength(3);
});

test("taken back many at once, no more than the limit are held", async () => {
  const { person, project } = await settled(3);
  const ids = [
    await created(person, project),
    await created(person, project),
    await created(person, project),
  ];
  for (const id of ids) await call(person, contract.archiveSession, { param: { id } });
  await created(person, project);
  await created(person, project);
  const answers = await Promise.all(
    ids.map((id) => call(person, contract.unarchiveSession, { param: { id } })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
});

test("sessions of a project that is gone, and expired ones, make no room trouble", async () => {
  const { person, project } = await settled(1);
  await created(person, project);
  await call(person, deleteProject, { param: { id: project } });
  const other = await newProject(person);
  const old = await created(person, other);
  await db
    .update(chatSession)
    .set({ lastActivityAt: new Date(Date.now() - 31 * 86_400_000) })
    .where(eq(chatSession.id, old.slice(5)));
  await created(person, other);
});

test("administrators hold as many as they like (U-060)", async () => {
  const { person, project } = await settled(0, "admin");
  for (let n = 0; n < 12; n += 1) await created(person, project);
});

test("an eleventh creation within a minute is 429, and says when to come back (U-091, U-092)", async () => {
  const person = await signUp("admin");
  const project = await newProject(person);
  const answers: Response[] = [];
  // A minute may begin in the middle of it.
  for (let n = 0; n < 21; n += 1) answers.push(await create(person, project));
  const refused = answers.find((answer) => answer.status === 429);
  expect(answers.filter((answer) => answer.status === 201).length).toBeLessThanOrEqual(20);
  expect(await refused?.json()).toMatchObject({
    error: {
      code: "RATE_LIMIT_EXCEEDED",
      id: "RATE_001",
      details: { kind: "session_creations_per_minute", limit: 10, used: 10, source: "role" },
    },
  });
  const seconds = Number(refused?.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused?.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(refused?.headers.get("ratelimit")).toMatch(/^"session_creations_per_minute";r=0;t=\d+$/);
  expect(answers[0]?.headers.get("x-ratelimit-remaining")).toBe("9");
});
