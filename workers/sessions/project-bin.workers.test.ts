import { env } from "cloudflare:workers";
import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import * as projects from "#contract/project";
import { createSession } from "#contract/session";
import { createFile } from "#contract/file";
import { user } from "../auth/user.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { project } from "../projects/project.sql.ts";
import { setLimit } from "../testing/meters.ts";
import { call, codeOf, signUp, type Person } from "../testing/people.ts";
import { clearSettings, setSettings } from "../testing/settings.ts";
import { chatSession } from "./chat-session.sql.ts";

const db = openDb(env.DB);
const megabyte = 1024 ** 2;

async function newProject(person: Person): Promise<string> {
  const made = await call(person, projects.createProject, { json: { name: "of the bin" } });
  return ((await made.json()) as { id: string }).id;
}

const fill = (person: Person, id: string, bytes: number) =>
  call(person, createFile, {
    param: { path: "big.txt" },
    query: { project_id: id },
    body: "x".repeat(bytes),
  });

const listed = async (person: Person, status: projects.ProjectStatus) =>
  (
    (await (await call(person, projects.listProjects, { query: { status } })).json()) as {
      items: projects.ProjectInfo[];
    }
  ).items;

const prove = (person: Person) =>
  db
    .update(userSession)
    .set({ provedAt: new Date(), provedBy: "password" })
    .where(eq(userSession.userId, person.id));

const unprove = (person: Person) =>
  db.update(userSession).set({ provedAt: null }).where(eq(userSession.userId, person.id));

const now = { purge: "now" } as const;

test("what lies in the bin takes of the quota until it is deleted for good", async () => {
  const person = await signUp("user");
  await setLimit(person.id, "storage_bytes", 2 * megabyte);
  const [first, second] = [await newProject(person), await newProject(person)];
  expect((await fill(person, first, 1.5 * megabyte)).status).toBe(201);
  await call(person, projects.deleteProject, { param: { id: first } });
  expect(await codeOf(await fill(person, second, 1.5 * megabyte))).toBe("STORAGE_001");
  const [binned] = await listed(person, "deleted");
  expect(binned).toMatchObject({ id: first, bin: { purged_at: expect.any(String) } });

  const purge = () => call(person, projects.deleteProject, { param: { id: first }, query: now });
  await unprove(person);
  expect(await codeOf(await purge())).toBe("AUTH_010");
  await prove(person);
  expect((await purge()).status).toBe(204);
  expect(await db.$count(project, eq(project.id, first))).toBe(0);
  expect((await env.FILES.list({ prefix: `blobs/${first}/` })).objects).toEqual([]);
  const purged = and(eq(auditLog.resourceId, first), eq(auditLog.action, "PURGE"));
  expect(await db.$count(auditLog, purged)).toBe(1);
  expect((await fill(person, second, 1.5 * megabyte)).status).toBe(201);
});

test("its owner takes a project out of the bin; a stranger finds nothing there", async () => {
  const [person, stranger] = [await signUp("user"), await signUp("user")];
  const param = { id: await newProject(person) };
  expect(await codeOf(await call(person, projects.restoreOwnProject, { param }))).toBe(
    "PROJECT_001",
  );
  await call(person, projects.deleteProject, { param });
  await prove(stranger);
  for (const send of [
    () => call(stranger, projects.restoreOwnProject, { param }),
    () => call(stranger, projects.deleteProject, { param, query: now }),
  ]) {
    expect(await codeOf(await send())).toBe("PROJECT_001");
  }
  expect((await call(person, projects.restoreOwnProject, { param })).status).toBe(204);
  expect((await listed(person, "active")).map(({ id }) => id)).toEqual([param.id]);
});

test("of who is on hold nothing is destroyed, though it leaves the bin (U-106)", async () => {
  const person = await signUp("user");
  const param = { id: await newProject(person) };
  await call(person, projects.deleteProject, { param });
  await db.update(user).set({ hold: true }).where(eq(user.id, person.id));
  await prove(person);
  expect((await call(person, projects.deleteProject, { param, query: now })).status).toBe(204);
  expect(await listed(person, "deleted")).toEqual([]);
  expect(await codeOf(await call(person, projects.restoreOwnProject, { param }))).toBe(
    "PROJECT_001",
  );
  expect(await db.$count(project, eq(project.id, param.id))).toBe(1);
});

test("chats that come back beyond what may be held are put away, those that rested longest", async () => {
  const person = await signUp("user");
  await setLimit(person.id, "sessions_held", 3);
  const [away, here] = [await newProject(person), await newProject(person)];
  const create = (id: string) => call(person, createSession, { json: { project_id: id } });
  for (let n = 0; n < 3; n += 1) await create(away);
  const [oldest] = await db.select().from(chatSession).where(eq(chatSession.projectId, away));
  const earlier = new Date(Date.now() - 60_000);
  const ofOldest = eq(chatSession.id, oldest?.id ?? "");
  await db.update(chatSession).set({ lastActivityAt: earlier }).where(ofOldest);
  await call(person, projects.archiveProject, { param: { id: away } });
  expect((await create(here)).status).toBe(201);
  expect((await call(person, projects.unarchiveProject, { param: { id: away } })).status).toBe(204);
  const open = (id: string) =>
    db.$count(chatSession, and(eq(chatSession.projectId, id), isNull(chatSession.archivedAt)));
  expect([await open(away), await open(here)]).toEqual([2, 1]);
  expect(await db.$count(chatSession, and(ofOldest, isNull(chatSession.archivedAt)))).toBe(0);
});

test("nobody owns more projects than the site allows, however many are made at once", async () => {
  const person = await signUp("user");
  await setSettings({ max_projects: 2 });
  try {
    const first = await newProject(person);
    await call(person, projects.deleteProject, { param: { id: first } });
    const make = () => call(person, projects.createProject, { json: { name: "one more" } });
    const answers = await Promise.all([make(), make(), make()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await codeOf(await make())).toBe("PROJECT_003");
  } finally {
    await clearSettings("max_projects");
  }
});
