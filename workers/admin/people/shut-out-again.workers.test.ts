import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { endOtherLogins } from "#contract/account";
import { terminateLogin, terminateLoginsOf } from "#contract/admin-security";
import * as state from "#contract/admin-user-state";
import type { Endpoint } from "#contract/endpoint";
import { userSession } from "../../auth/user-session.sql.ts";
import { openDb } from "../../platform/db.ts";
import { addPasskey } from "../../testing/factors.ts";
import { call, cookieOf, request, signIn, signUp, type Person } from "../../testing/people.ts";
import { provedAdmin } from "../../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const does =
  (spec: Endpoint, json: Record<string, unknown> = {}) =>
  async (person: Person) => {
    const param = { id: person.id, user_id: person.id };
    expect((await call(admin, spec, { param, json })).ok).toBe(true);
    // What comes next comes a while later.
    await db
      .update(userSession)
      .set({ logoutAt: new Date(Date.now() - 5000) })
      .where(eq(userSession.userId, person.id));
  };
const suspends = does(state.suspendUser, { reason: "first", hours: 1 });
const longer = does(state.suspendUser, { reason: "second", hours: 3 });
const locks = does(state.lockUser, { reason: "second" });

const heldIn = async ({ cookie }: Person): Promise<unknown> => {
  const response = await request("GET", "/api/v1/auth/status", { headers: { cookie } });
  return ((await response.json()) as { held: unknown }).held;
};

test.each([
  ["suspended, then for longer", suspends, longer, "suspended"],
  ["suspended, then disabled", suspends, does(state.disableUser, { reason: "second" }), "disabled"],
  ["signed out, then locked", does(state.signUserOut), locks, "locked"],
  ["forced out, then locked", does(terminateLoginsOf), locks, "locked"],
])("who is %s reads what holds now", async (_case, first, second, kind) => {
  const person = await signUp("user");
  await first(person);
  await second(person);
  expect(await heldIn(person)).toMatchObject({ kind, reason: "second" });
});

test.each([
  ["a new password", does(state.resetUserPassword)],
  ["the end of second factors", does(state.resetUserFactors)],
])("whom %s threw out reads nothing of what follows at once", async (_case, first) => {
  const person = await signUp("user");
  await addPasskey(person);
  await suspends(person);
  expect(await heldIn(person)).not.toBeNull();
  await first(person);
  await longer(person);
  expect(await heldIn(person)).toBeNull();
});

test("one sign-in that was ended by itself reads nothing, however soon the account follows", async () => {
  const [forced, other] = [await signUp("user"), await signUp("user")];
  const elsewhere = { ...other, cookie: cookieOf(await signIn(other)) };
  const login = eq(userSession.userId, forced.id);
  const row = await db.select({ id: userSession.id }).from(userSession).where(login).get();
  const param = { id: row?.id ?? "" };
  expect((await call(admin, terminateLogin, { param, json: {} })).status).toBe(200);
  expect((await call(elsewhere, endOtherLogins)).status).toBe(200);
  for (const person of [forced, other]) {
    await suspends(person);
    expect(await heldIn(person)).toBeNull();
    expect((await call(person, endOtherLogins)).status).toBe(401);
  }
});
