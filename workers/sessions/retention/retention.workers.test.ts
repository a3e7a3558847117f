import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { listSessions } from "#contract/session";
import { user } from "../../auth/user.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { bySystem } from "../../platform/records/audit.ts";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { project } from "../../projects/project.sql.ts";
import { createFile, createProject, createSession } from "../../testing/contract.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { chatSession } from "../chat-session.sql.ts";
import { emptyProjects, emptySessions } from "./empty-bin.ts";
import { retireChats } from "./retire-chats.ts";

const db = openDb(env.DB);

async function chat(person: Person) {
  const made = await call(person, createProject, { json: { name: "kept" } });
  const { id: projectId } = (await made.json()) as { id: string };
  const where = { project_id: projectId };
  await call(person, createFile, { param: { path: "a.txt" }, query: where, body: "hello" });
  const opened = await call(person, createSession, { json: where });
  const id = ((await opened.json()) as { id: string }).id.replace("sess_", "");
  return { id, projectId };
}

const rowOf = (id: string) => db.select().from(chatSession).where(eq(chatSession.id, id)).get();
const quietSince = (id: string, at: number) =>
  db
    .update(chatSession)
    .set({ lastActivityAt: new Date(at) })
    .where(eq(chatSession.id, id));

/** What the night does when the bin is kept for 30 days. */
async function emptyBin(now: number): Promise<void> {
  const by = { actor: null, origin: bySystem, job: crypto.randomUUID() };
  const night = { ...by, before: new Date(now - 30 * day), days: 30 };
  await emptySessions(env, night);
  await emptyProjects(env, night);
}

test("a chat unused for 90 days goes to the bin, 30 days later it is gone; its project stays (C-07, C-08)", async () => {
  const person = await signUp("user");
  const { id, projectId } = await chat(person);
  const now = Date.now();
  await quietSince(id, now - 89 * day);
  await retireChats(env, now);
  expect((await rowOf(id))?.deletedAt).toBeNull();
  await quietSince(id, now - 90 * day);
  await retireChats(env, now);
  expect(await rowOf(id)).toMatchObject({ status: "terminated", deletedAt: new Date(now) });
  expect(await (await call(person, listSessions)).json()).toEqual({ items: [] });
  await emptyBin(now + 29 * day);
  expect(await rowOf(id)).toBeDefined();
  await emptyBin(now + 30 * day);
  expect(await rowOf(id)).toBeUndefined();
  expect(await db.$count(project, eq(project.id, projectId))).toBe(1);
  const ofChat = and(eq(auditLog.resourceId, id), eq(auditLog.action, "PURGE"));
  expect(await db.select().from(auditLog).where(ofChat)).toMatchObject([
    {
      userId: null,
      severity: "INFO",
      oldValue: { project: "kept" },
      metadata: { reason: "BIN", days: 30, owner_id: person.id, job_id: expect.any(String) },
    },
  ]);
  // That it goes after its time was said when it went to the bin.
  expect(await db.$count(notice, eq(notice.kind, "sessions_purged"))).toBe(0);
});

test("a project in the bin goes after 30 days, with its chats and every body in R2", async () => {
  const { id, projectId } = await chat(await signUp("user"));
  const now = Date.now();
  await db
    .update(project)
    .set({ status: "deleted", deletedAt: new Date(now) })
    .where(eq(project.id, projectId));
  await emptyBin(now + 30 * day);
  expect(await db.$count(project, eq(project.id, projectId))).toBe(0);
  expect(await rowOf(id)).toBeUndefined();
  expect((await env.FILES.list({ prefix: `blobs/${projectId}/` })).objects).toEqual([]);
});

test("of who is on hold everything stays (U-106)", async () => {
  const person = await signUp("user");
  const { id, projectId } = await chat(person);
  await db.update(user).set({ hold: true }).where(eq(user.id, person.id));
  const now = Date.now();
  await quietSince(id, now - 400 * day);
  await retireChats(env, now);
  expect((await rowOf(id))?.deletedAt).toBeNull();
  const deleted = { status: "deleted", deletedAt: new Date(now - 99 * day) } as const;
  await db.update(project).set(deleted).where(eq(project.id, projectId));
  await emptyBin(now);
  expect(await db.$count(project, eq(project.id, projectId))).toBe(1);
  // Nor does what they said in another's project go with it.
  const other = await signUp("user");
  await db.update(project).set({ ownerId: other.id }).where(eq(project.id, projectId));
  await emptyBin(now);
  expect(await db.$count(project, eq(project.id, projectId))).toBe(1);
});
