import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDb } from "../platform/db.ts";
import { listProjects } from "../testing/contract.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call, signUp, type Person } from "../testing/people.ts";
import { touchLogin } from "./logins.ts";
import { userSession } from "./user-session.sql.ts";
import { user } from "./user.sql.ts";

const db = openDb(env.DB);
const long = new Date(Date.UTC(2001, 0, 1));

/** Signed up, and not seen since long ago. */
async function quiet(): Promise<Person> {
  const person = await signUp("user");
  await db.update(user).set({ lastActiveAt: long }).where(eq(user.id, person.id));
  return person;
}

const seen = async ({ id }: Person) =>
  (await db.select().from(user).where(eq(user.id, id)).get())?.lastActiveAt?.getTime() ?? 0;

const since = (at: number) => Date.now() - at;

test("who works with a key alone was seen, so that no account in use is taken for a quiet one (U-123)", async () => {
  const person = await quiet();
  const { api_key } = await makeKey(person);
  await db.update(user).set({ lastActiveAt: long }).where(eq(user.id, person.id));
  expect((await withKey(api_key, "GET", "/api/v1/projects")).status).toBe(200);
  expect(since(await seen(person))).toBeLessThan(30_000);
});

test("who works on with a sign-in of before was seen; within a minute nothing is written again", async () => {
  const person = await quiet();
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const mine = eq(userSession.userId, person.id);
  await db
    .update(userSession)
    .set({ lastActivityAt: minutesAgo(2) })
    .where(mine);
  expect((await call(person, listProjects)).status).toBe(200);
  expect(since(await seen(person))).toBeLessThan(30_000);
  const justNow = Date.now() - 20_000;
  await db
    .update(user)
    .set({ lastActiveAt: new Date(justNow) })
    .where(eq(user.id, person.id));
  await db
    .update(userSession)
    .set({ lastActivityAt: minutesAgo(2) })
    .where(mine);
  await call(person, listProjects);
  expect(await seen(person)).toBe(justNow);
});

test("an administrator who acts as somebody is not that person's return (T-24)", async () => {
  const person = await quiet();
  const login = await db
    .update(userSession)
    .set({ impersonatorId: crypto.randomUUID() })
    .where(eq(userSession.userId, person.id))
    .returning({ id: userSession.id })
    .get();
  const [first, ...rest] = touchLogin(db, login?.id ?? "");
  await db.batch([first, ...rest]);
  expect(await seen(person)).toBe(long.getTime());
});
