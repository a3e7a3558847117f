import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listLogins, endLogin } from "#contract/account";
import { approveRequest, createRequest } from "#contract/access-request";
import { getAuthStatus } from "#contract/auth";
import { listUsers } from "#contract/admin-user";
import { disableUser } from "#contract/admin-user-state";
import { mayActFor } from "#contract/endpoint";
import { endActing, startActing } from "#contract/impersonation";
import { allEndpoints } from "#contract/index";
import { listNotices } from "#contract/notice";
import { archiveProject, createProject, listProjects } from "#contract/project";
import { createSession, listSessions } from "#contract/session";
import { userSession } from "../../auth/user-session.sql.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
const reason = "support case 42: cannot see a project";
let admin: Person;
let target: Person;
beforeAll(async () => {
  [admin, target] = [await provedAdmin(), await signUp("user")];
});

const ask = (who: Person, id: string, json: Record<string, unknown> = { reason }) =>
  call(who, startActing, { param: { user_id: id }, json });

/** The administrator's browser from now on: both cookies. */
async function act(who: Person = admin, whom: Person = target): Promise<Person> {
  const answer = await ask(who, whom.id);
  expect(answer.status).toBe(200);
  const [acting = ""] = answer.headers.getSetCookie();
  expect(acting).toMatch(/HttpOnly/i);
  return { ...who, cookie: `${who.cookie}; ${acting.split(";")[0]}` };
}

const whoIs = async (person: Person) =>
  (
    (await (await call(person, getAuthStatus)).json()) as {
      me: { id: string; acting?: unknown } | null;
    }
  ).me;

describe("SA-041: acting as somebody (T-24)", () => {
  test("with a reason and a fresh second factor; both names on every record; they are told", async () => {
    expect(await codeOf(await ask(await signUp("admin"), target.id))).toBe("AUTH_009");
    expect(await codeOf(await ask(admin, target.id, { reason: "why not" }))).toBe("REQUEST_001");
    const acting = await act();
    expect(await whoIs(acting)).toMatchObject({
      id: target.id,
      acting: { id: admin.id, reason },
    });
    const made = await call(target, createProject, { json: { name: "theirs" } });
    const { id } = (await made.json()) as { id: string };
    const archived = await call(acting, archiveProject, { param: { id } });
    expect(archived.status).toBe(204);
    const row = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.resourceId, id), eq(auditLog.action, "ARCHIVE")))
      .get();
    expect(row).toMatchObject({ userId: target.id, impersonatorId: admin.id });
    const started = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.resourceId, target.id), eq(auditLog.action, "IMPERSONATION_START")))
      .get();
    expect(started).toMatchObject({ userId: admin.id, severity: "CRITICAL", metadata: { reason } });
    const seen = () =>
      env.DB.prepare("SELECT user_id, impersonator_id FROM user_activity WHERE id = ?")
        .bind(archived.headers.get("x-request-id"))
        .first();
    await expect
      .poll(seen, { timeout: 10_000 })
      .toEqual({ user_id: target.id, impersonator_id: admin.id });
    expect(await (await call(target, listNotices)).text()).toContain("acted_as");
    const mail = await env.DB.prepare("SELECT body FROM mail_outbox WHERE user_id = ?")
      .bind(target.id)
      .first<string>("body");
    expect(mail).toContain(reason);
  });

  test("not oneself, another administrator, who is elevated, a guest, or who cannot act", async () => {
    const [other, guest, off, elevated] = [
      await signUp("admin"),
      await signUp("guest"),
      await signUp("user"),
      await signUp("user"),
    ];
    await call(admin, disableUser, { param: { id: off.id }, json: {} });
    const asked = await call(elevated, createRequest, {
      json: { kind: "elevation", reason: "for a test" },
    });
    const { id } = (await asked.json()) as { id: string };
    await call(admin, approveRequest, { param: { id }, json: {} });
    for (const one of [admin, other, guest, off, elevated]) {
      expect(await codeOf(await ask(admin, one.id))).toBe("AUTH_023");
    }
    expect(await codeOf(await ask(admin, crypto.randomUUID()))).toBe("USER_001");
  });

  test("what is the person's own stays theirs: every endpoint but the few that are meant is refused", async () => {
    const allowed = Object.entries(allEndpoints)
      .filter(([, spec]) => spec.access !== "public" && mayActFor(spec))
      .map(([name]) => name);
    for (const secret of [
      "readFile",
      "getHistory",
      "followSession",
      "sendMessage",
      "searchFiles",
      "downloadArchive",
      "changePassword",
      "createApiKey",
      "listApiKeys",
      "beginTotp",
      "exportAccount",
      "deleteAccount",
      "deleteProject",
      "listUsers",
      "startActing",
    ]) {
      expect(allowed).not.toContain(secret);
    }
    const acting = await act();
    const opened = await call(target, createProject, { json: { name: "secrets" } });
    const { id } = (await opened.json()) as { id: string };
    const json = { project_id: id, title: "what we talk about" };
    const session = await call(target, createSession, { json });
    const { id: sessionId } = (await session.json()) as { id: string };
    const refused = await request("GET", `/api/v1/sessions/${sessionId}/history`, { as: acting });
    expect(await codeOf(refused)).toBe("AUTH_022");
    const upgrade = { upgrade: "websocket" };
    const socket = await request("GET", `/ws/chat/${sessionId}`, { as: acting, headers: upgrade });
    expect(await codeOf(socket)).toBe("AUTH_022");
    const listed = await (await call(acting, listSessions)).text();
    expect(listed).toContain(sessionId);
    expect(listed).not.toContain("what we talk about");
    expect(await codeOf(await call(acting, listUsers))).toBe("AUTH_022");
  });

  test("the cookie is nothing without the administrator's own, nor with another's", async () => {
    const acting = await act();
    const [, alone = ""] = acting.cookie.split("; ");
    expect(await whoIs({ ...admin, cookie: alone })).toBeNull();
    const other = await provedAdmin();
    expect((await whoIs({ ...other, cookie: `${other.cookie}; ${alone}` }))?.id).toBe(other.id);
    const passedOff = alone.replace(/^[^=]+/, admin.cookie.split("=")[0] ?? "");
    expect(await whoIs({ ...admin, cookie: passedOff })).toBeNull();
  });

  test("it ends by hand also when the site is closed meanwhile", async () => {
    const acting = await act();
    await setSettings({ maintenance_mode: true });
    const ended = await call(acting, endActing);
    await clearSettings("maintenance_mode");
    expect(ended.status).toBe(204);
    expect((await whoIs(acting))?.id).toBe(admin.id);
  });

  test("where sign-ins idle out soon, one that is in use lasts its hour", async () => {
    await setSettings({ session_timeout_minutes: 5 });
    const acting = await act();
    const held = and(eq(userSession.impersonatorId, admin.id), eq(userSession.isActive, true));
    const before = new Date(Date.now() - 4 * 60_000);
    await db.update(userSession).set({ lastActivityAt: before }).where(held);
    expect((await call(acting, listProjects)).status).toBe(200);
    const [row] = await db.select().from(userSession).where(held);
    await clearSettings("session_timeout_minutes");
    expect(row?.lastActivityAt.getTime()).toBeGreaterThan(before.getTime());
  });

  test("it ends: by hand, by its hour, by the person, by another one, and with either account", async () => {
    const mine = async (acting: Person) => (await whoIs(acting))?.id;
    const first = await act();
    expect((await call(first, endActing)).status).toBe(204);
    expect(await mine(first)).toBe(admin.id);

    const second = await act();
    const past = new Date(Date.now() - 1);
    const held = eq(userSession.impersonatorId, admin.id);
    await db.update(userSession).set({ expiresAt: past }).where(held);
    expect(await mine(second)).toBe(admin.id);

    const third = await act();
    const logins = (await (await call(target, listLogins)).json()) as {
      items: { id: string; acted_by?: string }[];
    };
    const visit = logins.items.find((one) => one.acted_by !== undefined);
    await call(target, endLogin, { param: { id: visit?.id ?? "" } });
    expect(await mine(third)).toBe(admin.id);

    const fourth = await act();
    const whom = await signUp("user");
    await act(admin, whom);
    expect(await mine(fourth)).toBe(admin.id);

    const fifth = await act(admin, whom);
    await db.update(userSession).set({ isActive: false }).where(eq(userSession.userId, admin.id));
    expect(await mine(fifth)).toBeUndefined();
    expect((await call(fifth, listProjects)).status).toBe(401);
  });
});
