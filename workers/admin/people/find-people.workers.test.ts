/** Whom and what the console's searches find, however it is written. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { updateAccount } from "#contract/account";
import { listAudit } from "#contract/admin-audit";
import { listAllProjects } from "#contract/admin-project";
import { listAllLogins } from "#contract/admin-security";
import { listUsers } from "#contract/admin-user";
import { createAnnouncement, listAnnouncements } from "#contract/announcement";
import type { Endpoint } from "#contract/endpoint";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import { project } from "../../projects/project.sql.ts";
import { createProject } from "../../testing/contract.ts";
import { accountOf, call, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { foldNames } from "./fold-names.ts";

const db = openDb(env.DB);
let admin: Person;
let person: Person;
beforeAll(async () => {
  admin = await provedAdmin();
  person = await signUp("user");
});

const found = async (spec: Endpoint, query: Record<string, string>) => {
  const answer = await call(admin, spec, { query });
  return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
};
const find = (query: { q: string }) => found(listUsers, query);
const rename = async (name: string) => {
  expect((await call(person, updateAccount, { json: { name } })).status).toBe(200);
};
const mark = () => crypto.randomUUID().slice(0, 8);

test.each([
  ["ZOË", "zoë"],
  ["Zoe\u0308", "ZOË"],
  ["Zoë", "zoe\u0308"],
  ["ＡＢＣ", "abc"],
  ["abc", "ＡＢＣ"],
  ["ﾔﾏﾀﾞ", "ヤマダ"],
])("who is called %s is found by %s in every list", async (written, typed) => {
  const own = mark();
  await rename(`${written} ${own}`);
  const q = `${typed} ${own}`;
  expect(await find({ q })).toMatchObject([{ id: person.id }]);
  expect(await find({ q: person.email.toUpperCase() })).toMatchObject([{ id: person.id }]);
  expect(await found(listAllLogins, { q })).toMatchObject([{ user: { id: person.id } }]);
  expect(await found(listAudit, { q: `actor:"${q}" action:LOGIN_SUCCESS` })).toMatchObject([
    { user_id: person.id },
  ]);
  const made = await call(person, createProject, { json: { name: `${written} ${own}` } });
  const { id } = (await made.json()) as { id: string };
  expect(await found(listAllProjects, { search: q })).toMatchObject([{ id }]);
  const said = { content: "text", announcement_type: "INFO", start_at: "2001-01-01T00:00:00Z" };
  const json = { ...said, end_at: "2001-01-02T00:00:00Z", title: `${written} ${own}` };
  await call(admin, createAnnouncement, { json });
  expect(await found(listAnnouncements, { q })).toMatchObject([{ title: json.title }]);
});

test("a name written past the product is found as it is written, and within minutes in any case", async () => {
  const own = mark();
  const made = await call(person, createProject, { json: { name: "before" } });
  const { id } = (await made.json()) as { id: string };
  const name = `ЮРИЙ ${own}`;
  await db.update(user).set({ name }).where(eq(user.id, person.id));
  await db.update(project).set({ name }).where(eq(project.id, id));
  const seen = async (q: string) => [
    (await find({ q })).length,
    (await found(listAllProjects, { search: q })).length,
    (await found(listAudit, { q: `actor:"${q}" action:LOGIN_SUCCESS` })).length,
  ];
  expect(await seen(name)).toEqual([1, 1, 1]);
  expect((await accountOf(person.id))?.nameFolded).toBeNull();
  await foldNames(env);
  expect(await seen(`юрий ${own}`)).toEqual([1, 1, 1]);
});

test("the list is searched as typed: a percent sign is a percent sign", async () => {
  await db
    .update(user)
    .set({ name: `100%_${person.id}` })
    .where(eq(user.id, person.id));
  expect(await find({ q: `100%_${person.id.slice(0, 8)}` })).toHaveLength(1);
  expect(await find({ q: `1%${person.id.slice(0, 8)}` })).toHaveLength(0);
});

test("nobody hides behind capitals SQLite does not know", async () => {
  for (const written of ["Юрий", "Ａｄｍｉｎ太郎", "Émile BRONTË"]) {
    const name = `${written} ${person.id}`;
    await db.update(user).set({ name }).where(eq(user.id, person.id));
    expect(await find({ q: name })).toHaveLength(1);
    const query = { q: `actor:"${name}" action:LOGIN_SUCCESS` };
    const { items } = await (await call(admin, listAudit, { query })).json<{ items: object[] }>();
    expect(items).toMatchObject([{ user_id: person.id }]);
  }
});
