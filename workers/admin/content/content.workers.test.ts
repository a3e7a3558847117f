import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#contract/admin-audit";
import * as contract from "#contract/admin-content";
import { terminateLogin, terminateLoginsOf } from "#contract/admin-security";
import { changeRole } from "#contract/admin-user";
import { getConsoleOverview, type Notable } from "#contract/admin-overview";
import { logout } from "#contract/auth";
import { createFile } from "#contract/file";
import { listNotices } from "#contract/notice";
import { createProject } from "#contract/project";
import { createSession } from "#contract/session";
import { userSession } from "../../auth/user-session.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { codeFor, complete, forgetStep, signUpWithTotp, ticketOf } from "../../testing/factors.ts";
import { call, codeOf, cookieOf, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { breakGlass } from "./break-glass.sql.ts";

const db = openDb(env.DB);
let admin: Person;
let owner: Person;
let project: string;
beforeAll(async () => {
  [admin, owner] = [await provedAdmin(), await signUp("user")];
  const made = await call(owner, createProject, { json: { name: "private" } });
  project = ((await made.json()) as { id: string }).id;
  const where = { param: { path: "secret.txt" }, query: { project_id: project } };
  await call(owner, createFile, { ...where, body: "the plan" });
});

const reason = "incident 42, asked for by its owner";
const ask = (who: Person, json: Record<string, unknown> = {}) =>
  call(who, contract.openContent, {
    json: { resource_type: "PROJECT", resource_id: project, reason, ...json },
  });
async function leave(): Promise<string> {
  const made = await ask(admin);
  expect(made.status).toBe(201);
  return ((await made.json()) as { id: string }).id;
}
const read = (who: Person, id: string) =>
  call(who, contract.readContentFile, { param: { id, path: "secret.txt" } });

test("C-14: with a reason and a fresh second factor; on record as CRITICAL, and the owner knows", async () => {
  expect(await codeOf(await ask(await signUp("admin")))).toBe("AUTH_009");
  expect(await codeOf(await ask(admin, { reason: "curious" }))).toBe("REQUEST_001");
  const id = await leave();
  expect(await (await read(admin, id)).text()).toBe("the plan");
  const rows = await db.select().from(auditLog).where(eq(auditLog.resourceId, project));
  expect(rows.find((row) => row.action === "BREAK_GLASS")).toMatchObject({
    severity: "CRITICAL",
    eventType: "SECURITY",
    metadata: { reason },
  });
  expect(rows.find((row) => row.action === "READ_CONTENT")).toMatchObject({
    eventType: "ACCESS",
    metadata: { read: "file", path: "secret.txt", owner_id: owner.id },
  });
  const told = await (await call(owner, listNotices)).text();
  expect(told).toContain("content_read");
  expect(told).toContain(reason);
  const mail = await env.DB.prepare("SELECT body FROM mail_outbox WHERE user_id = ?")
    .bind(owner.id)
    .first<{ body: string }>();
  expect(mail?.body).toContain(reason);
});

test("a leave is one administrator's, for one thing, and ends: by itself or given back", async () => {
  const id = await leave();
  expect(await codeOf(await read(await provedAdmin(), id))).toBe("CONTENT_001");
  const history = { param: { id } };
  expect(await codeOf(await call(admin, contract.readContentHistory, history))).toBe("CONTENT_001");
  expect((await call(admin, contract.listContentFiles, history)).status).toBe(200);
  await db.update(breakGlass).set({ expiresAt: new Date() }).where(eq(breakGlass.id, id));
  expect(await codeOf(await read(admin, id))).toBe("CONTENT_001");

  const second = await leave();
  await call(admin, contract.closeContent, { param: { id: second } });
  expect(await codeOf(await read(admin, second))).toBe("CONTENT_001");
});

test("with the role all leaves end; for a day's role nothing is read, and none comes back (C-14)", async () => {
  const other = await provedAdmin();
  const made = await ask(other);
  const { id } = (await made.json()) as { id: string };
  expect((await read(other, id)).status).toBe(200);
  const roleOf = (role: "admin" | "user") =>
    call(admin, changeRole, { param: { id: other.id }, json: { role } });
  expect((await roleOf("user")).status).toBe(200);
  expect(await codeOf(await read(other, id))).toBe("AUTH_004");
  expect((await roleOf("admin")).status).toBe(200);
  expect(await codeOf(await read(other, id))).toBe("CONTENT_001");
  expect(await (await call(other, contract.listContentAccess)).json()).toEqual({ items: [] });
});

describe("a leave ends with the sign-in it was given in, whoever ends that (C-14)", () => {
  /** An administrator's next sign-in; the one before lasts. */
  const again = async (who: Person): Promise<Person> => {
    await forgetStep(who.id);
    const answer = await complete(await ticketOf(who), await codeFor(who.id));
    return { ...who, cookie: cookieOf(answer) };
  };
  const json = { reason: "FORCED" };
  const ends: [string, (who: Person) => Promise<Response>][] = [
    [
      "all at once by another administrator",
      (who) => call(admin, terminateLoginsOf, { param: { user_id: who.id }, json }),
    ],
    [
      "one by another administrator",
      async (who) => {
        const [login] = await db.select().from(userSession).where(eq(userSession.userId, who.id));
        return call(admin, terminateLogin, { param: { id: login?.id ?? "" }, json });
      },
    ],
    ["their own sign-out", (who) => call(who, logout)],
  ];

  test.each(ends)("%s", async (_how, end) => {
    const { person: first } = await signUpWithTotp("admin");
    const { id } = (await (await ask(first)).json()) as { id: string };
    expect((await read(first, id)).status).toBe(200);
    expect((await end(first)).status).toBeLessThan(300);
    const next = await again(first);
    expect(await codeOf(await read(next, id))).toBe("CONTENT_001");
    expect(await (await call(next, contract.listContentAccess)).json()).toEqual({ items: [] });
  });
});

test("a chat is read with its title; by who holds the leave alone", async () => {
  const json = { project_id: project, title: "about the plan" };
  const made = await call(owner, createSession, { json });
  const { id: resource_id } = (await made.json()) as { id: string };
  const opened = await ask(admin, { resource_type: "SESSION", resource_id });
  const { id } = (await opened.json()) as { id: string };
  const history = await call(admin, contract.readContentHistory, { param: { id } });
  expect(await history.json()).toMatchObject({ title: "about the plan", has_more: false });
});

test("what was opened has a name on the overview: a project's, and of a chat its project's and whose it is", async () => {
  const made = await call(owner, createProject, { json: { name: "named" } });
  const { id } = (await made.json()) as { id: string };
  const chat = await call(owner, createSession, { json: { project_id: id, title: "secret" } });
  const { id: resource_id } = (await chat.json()) as { id: string };
  await ask(admin, { resource_id: id });
  const opened = await ask(admin, { resource_type: "SESSION", resource_id });
  const leaveId = ((await opened.json()) as { id: string }).id;
  await call(admin, contract.readContentHistory, { param: { id: leaveId } });
  const called = `Person ${owner.id.slice(0, 4)}`;
  const answer = await call(admin, getConsoleOverview);
  const { notable } = (await answer.json()) as { notable: Notable[] };
  const names = notable
    .filter((one) => one.action === "BREAK_GLASS")
    .map((one) => [one.resource_type, one.resource_name]);
  expect(names).toContainEqual(["PROJECT", "named"]);
  expect(names).toContainEqual(["SESSION", `named (${called})`]);
  const log = await call(admin, listAudit, { query: { action: "READ_CONTENT", limit: "1" } });
  const { items } = (await log.json()) as { items: { resource_name: string | null }[] };
  expect(items.map((one) => one.resource_name)).toEqual([called]);
});
