import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allEndpoints as all } from "#contract/index";
import { openDb } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { forgetSettings } from "../../settings/read-settings.ts";
import { systemSetting } from "../../settings/system-setting.sql.ts";
import { addPasskey, addTotp, bodyOf, outcomeOf, signUpWithTotp } from "../../testing/factors.ts";
import { makeKey, withKey } from "../../testing/keys.ts";
import { call, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";
import { findBearerById } from "../find-bearer.ts";
import { userSession } from "../user-session.sql.ts";
import { user } from "../user.sql.ts";

const db = openDb(env.DB);

async function requireFactor(value: boolean): Promise<void> {
  const at = new Date();
  await db
    .insert(systemSetting)
    .values({
      id: crypto.randomUUID(),
      category: "SECURITY",
      key: "require_2fa",
      value,
      valueType: "BOOLEAN",
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoUpdate({
      target: [systemSetting.category, systemSetting.key],
      set: { value },
    });
  forgetSettings(env);
}

beforeAll(() => requireFactor(true));
afterAll(() => requireFactor(false));

const meOf = async (person: Person) =>
  bodyOf<{ second_factor_due: string | null; restricted: string | null }>(
    await call(person, all.refreshLogin),
  );
const askedAt = async (person: Person) =>
  (await db.select().from(user).where(eq(user.id, person.id)).get())?.factorAskedAt ?? null;
const ask = (person: Person, at: Date | null) =>
  db.update(user).set({ factorAskedAt: at }).where(eq(user.id, person.id));

test("a sign-in begins the grace, once; everything still works in it (T-27)", async () => {
  const person = await signUp("user");
  const asked = await askedAt(person);
  expect(asked).not.toBeNull();
  expect(await meOf(person)).toMatchObject({
    restricted: null,
    second_factor_due: new Date((asked?.getTime() ?? 0) + 7 * day).toISOString(),
  });
  expect((await call(person, all.listProjects)).status).toBe(200);
  await call(person, all.refreshLogin);
  expect(await askedAt(person)).toEqual(asked);
});

test("somebody signed in when the site began to ask is asked by the refresh", async () => {
  const person = await signUp("user");
  await ask(person, null);
  await call(person, all.refreshLogin);
  expect(await askedAt(person)).not.toBeNull();
});

test("after the grace nothing works but setting one up, and that lifts it at once", async () => {
  const person = await signUp("user");
  await ask(person, new Date(Date.now() - 8 * day));
  expect(await outcomeOf(await call(person, all.listProjects))).toBe("AUTH_009");
  expect(await meOf(person)).toMatchObject({ restricted: "second_factor" });
  expect((await call(person, all.getSecondFactors)).status).toBe(200);
  await addTotp(person);
  expect((await call(person, all.listProjects)).status).toBe(200);
  expect(await meOf(person)).toMatchObject({ restricted: null, second_factor_due: null });
});

test("what must be done is read in a language of one's choice, which is kept; nothing else is changed", async () => {
  const person = await signUp("user");
  await ask(person, new Date(Date.now() - 8 * day));
  const change = async (json: object) => outcomeOf(await call(person, all.updateAccount, { json }));
  expect((await call(person, all.updateAccount, { json: { language: "en" } })).status).toBe(200);
  const kept = await db.select().from(user).where(eq(user.id, person.id)).get();
  expect(kept?.language).toBe("en");
  expect(await change({ name: "Another" })).toBe("AUTH_009");
  expect(await change({ theme: "dark", time_zone: "UTC" })).toBe("AUTH_009");
});

test("a key begins its owner's grace, too: who never signs in is not left out", async () => {
  const person = await signUp("user");
  const { api_key } = await makeKey(person);
  await ask(person, null);
  expect((await withKey(api_key, "GET", "/api/v1/projects")).status).toBe(200);
  expect(await askedAt(person)).not.toBeNull();
});

test("what is open closes with the grace: the login behind it may nothing else any more (T-39)", async () => {
  const person = await signUp("user");
  const login = await db.select().from(userSession).where(eq(userSession.userId, person.id)).get();
  const bearer = () => findBearerById(env, login?.id ?? "", false);
  expect((await bearer()).actor).not.toBeNull();
  await ask(person, new Date(Date.now() - 8 * day));
  expect(await bearer()).toMatchObject({ actor: null, refusal: { code: "AUTH_009" } });
});

test("who has a factor is not asked", async () => {
  const { person } = await signUpWithTotp();
  await ask(person, null);
  await call(person, all.refreshLogin);
  expect(await askedAt(person)).toBeNull();
});

test("the last factor stays, also when two are taken away at once", async () => {
  const { person } = await signUpWithTotp();
  const refused = await call(person, all.removeTotp);
  expect(await refused.json()).toMatchObject({
    error: { code: "AUTH_009", remedy: expect.stringMatching(/先に|first/) },
  });
  const { id } = await addPasskey(person);
  const outcomes = await Promise.all([
    call(person, all.removeTotp).then((response) => response.status),
    call(person, all.removePasskey, { param: { id } }).then((response) => response.status),
  ]);
  expect(outcomes.sort()).toEqual([204, 403]);
  expect(await bodyOf(await call(person, all.getSecondFactors))).toMatchObject({
    required: true,
    recovery_codes_left: 10,
  });
});

test("a site that asks once more gives everybody their grace once more, also who was away meanwhile (T-27)", async () => {
  const [admin, person] = [await provedAdmin(), await signUp("user")];
  await ask(person, new Date(Date.now() - 60 * day));
  expect(await meOf(person)).toMatchObject({ restricted: "second_factor" });
  const param = { category: "SECURITY", key: "require_2fa" };
  for (const value of [false, true])
    expect((await call(admin, all.updateSetting, { param, json: { value } })).status).toBe(200);
  expect(await meOf(person)).toMatchObject({ restricted: null });
  expect((await askedAt(person))?.getTime()).toBeGreaterThan(Date.now() - day);
});

test("when the site stops asking, the next sign-in forgets that it did", async () => {
  const person = await signUp("user");
  await requireFactor(false);
  await call(person, all.refreshLogin);
  expect(await askedAt(person)).toBeNull();
  await requireFactor(true);
});
