import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as contract from "#contract/account";
import type { Login } from "#contract/account";
import { changePassword } from "#contract/password";
import { userSession } from "../auth/user-session.sql.ts";
import { notice } from "../notices/notice.sql.ts";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { connect, settle } from "../testing/chat.ts";
import { mailsTo } from "../testing/mails.ts";
import {
  call,
  codeOf,
  cookieOf,
  createAccount,
  password,
  request,
  signIn,
  signUp,
} from "../testing/people.ts";
import type { Person } from "../testing/people.ts";

const db = openDb(env.DB);
const logins = async (as: Person) =>
  ((await (await call(as, contract.listLogins)).json()) as { items: Login[] }).items;
const isIn = async (cookie: string) =>
  (await request("GET", "/api/v1/account", { headers: { cookie } })).status === 200;

describe("where one is signed in", () => {
  test("lists the sign-ins that would be let in, this one first", async () => {
    const person = await signUp("user");
    await signIn(person, password, { "user-agent": "Mozilla/5.0 (Windows) Firefox/140.0" });
    await signIn(person);
    const idle = new Date(Date.now() - 2 * 3_600_000);
    const list = await logins(person);
    expect(list.map((login) => login.current)).toEqual([true, false, false]);
    expect(list.map((login) => login.device)).toContainEqual({ os: "Windows", browser: "Firefox" });
    await db
      .update(userSession)
      .set({ lastActivityAt: idle })
      .where(eq(userSession.id, list[2]?.id ?? ""));
    expect(await logins(person)).toHaveLength(2);
  });

  test("signing out there ends that sign-in on its next request, and only one's own", async () => {
    const [person, stranger] = [await signUp("user"), await signUp("user")];
    const other = cookieOf(await signIn(person));
    const id = (await logins(person)).find((login) => !login.current)?.id ?? "";
    const end = (as: Person) => call(as, contract.endLogin, { param: { id } });
    expect(await codeOf(await end(stranger))).toBe("AUTH_020");
    expect(await isIn(other)).toBe(true);
    expect((await end(person)).status).toBe(204);
    expect(await isIn(other)).toBe(false);
    expect(await codeOf(await end(person))).toBe("AUTH_020");
  });

  test("signing out everywhere else keeps this one", async () => {
    const person = await signUp("user");
    const others = [cookieOf(await signIn(person)), cookieOf(await signIn(person))];
    const response = await call(person, contract.endOtherLogins);
    expect(await response.json()).toEqual({ ended: 2 });
    expect(await Promise.all(others.map(isIn))).toEqual([false, false]);
    expect(await isIn(person.cookie)).toBe(true);
  });

  test("which is on record once, however often it is asked for, and not at all where there is none else", async () => {
    const person = await signUp("user");
    const rows = () =>
      db.$count(
        auditLog,
        and(eq(auditLog.userId, person.id), eq(auditLog.action, "OTHER_LOGINS_ENDED")),
      );
    const end = async () => (await call(person, contract.endOtherLogins)).json();
    expect(await end()).toEqual({ ended: 0 });
    expect(await rows()).toBe(0);
    await signIn(person);
    await Promise.all([end(), end(), end()]);
    expect(await rows()).toBe(1);
  });
});

describe("a socket of a sign-in that ends", () => {
  test("closes at once: there, everywhere else, and with a new password", async () => {
    const { person, session } = await settle();
    const open = async () => {
      const cookie = cookieOf(await signIn(person));
      return connect({ ...person, cookie }, session);
    };
    const gone = async (client: { closed: { code: number | null } }) => {
      const started = performance.now();
      await expect.poll(() => client.closed.code, { timeout: 2000, interval: 5 }).toBe(4401);
      expect(performance.now() - started).toBeLessThan(1000);
    };
    const mine = await connect(person, session);
    const there = await open();
    const id = (await logins(person)).find((login) => !login.current)?.id ?? "";
    await call(person, contract.endLogin, { param: { id } });
    await gone(there);
    const others = [await open(), await open()];
    await call(person, contract.endOtherLogins);
    for (const other of others) await gone(other);
    const last = await open();
    const json = { current: password, next: "another-evening-on-the-porch-4" };
    await call(person, changePassword, { json });
    await gone(last);
    expect(mine.closed.code).toBeNull();
    mine.close();
  });

  test("takes nothing more, also from a client that does not hang up when told to", async () => {
    const { person, session } = await settle();
    await connect(person, session);
    const id = (await logins(person)).find((login) => login.current)?.id ?? "";
    const client_id = crypto.randomUUID();
    const frame = { type: "message.send", id: "1", client_id, text: "/help", language: "en" };
    const object = env.CHAT_SESSION.getByName(session.replace("sess_", ""));
    const known = await runInDurableObject(object, async (instance, state) => {
      const [socket] = state.getWebSockets(id);
      if (!socket) throw new Error("no socket");
      await instance.closeLogin(id);
      await instance.webSocketMessage(socket, JSON.stringify(frame));
      return instance.outcome(client_id, 0);
    });
    expect(known).toBeNull();
  });
});

describe("a browser the account was never used from", () => {
  const told = async (id: string) =>
    (await db.select().from(notice).where(eq(notice.userId, id))).map((one) => one.kind);

  test("is told to the owner by notice and mail; the first of all, and one known, are not", async () => {
    const { email, id } = await createAccount("user");
    const first = await signIn({ email });
    expect(await told(id)).toEqual([]);
    const device = /engawa_device=[^;]+/.exec(first.headers.get("set-cookie") ?? "")?.[0] ?? "";
    expect(first.headers.get("set-cookie")).toMatch(
      /engawa_device=[\w-]{43};.* HttpOnly; SameSite=Lax/,
    );
    await signIn({ email }, password, { cookie: device });
    expect(await told(id)).toEqual([]);
    await signIn({ email }, password, { "user-agent": "Mozilla/5.0 (Windows) Firefox/140.0" });
    expect(await told(id)).toEqual(["new_login"]);
    const [mail] = await mailsTo(email);
    expect(mail).toMatchObject({ eventType: "new_login" });
    expect(mail?.body).toContain("Firefox, Windows");
  });

  test("a device whose sign-in its owner ended elsewhere is a stranger's again, until it signs in", async () => {
    const person = await signUp("user");
    const first = await signIn(person);
    const cookie = /engawa_device=[^;]+/.exec(first.headers.get("set-cookie") ?? "")?.[0] ?? "";
    await signIn(person, password, { cookie });
    const before = (await told(person.id)).length;
    await call(person, contract.endOtherLogins);
    await signIn(person, password, { cookie });
    expect((await told(person.id)).slice(before)).toEqual(["new_login"]);
    await signIn(person, password, { cookie });
    expect(await told(person.id)).toHaveLength(before + 1);
  });

  test("another person's device is not one's own", async () => {
    const [one, two] = [await createAccount("user"), await createAccount("user")];
    const device = /engawa_device=[^;]+/.exec(
      (await signIn(one)).headers.get("set-cookie") ?? "",
    )?.[0];
    await signIn(two);
    await signIn(two, password, { cookie: device ?? "" });
    expect(await told(two.id)).toEqual(["new_login"]);
  });

  test("a sign-in makes a secret of its own, whatever cookie came along (session fixation)", async () => {
    const [victim, attacker] = [await createAccount("user"), await signUp("user")];
    const response = await signIn(victim, password, { cookie: attacker.cookie });
    expect(cookieOf(response)).not.toBe(attacker.cookie);
    const me = await request("GET", "/api/v1/account", { headers: { cookie: attacker.cookie } });
    expect(me.status).toBe(401);
  });
});
