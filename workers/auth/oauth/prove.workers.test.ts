import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDb } from "../../platform/db.ts";
import { addTotp, bodyOf, forgetProof } from "../../testing/factors.ts";
import { codeOf, request, signUp, type Person } from "../../testing/people.ts";
import {
  claimsFor,
  comeBack,
  honest,
  lieOf,
  lying,
  setOut,
  site,
  travelAs,
} from "../../testing/visits.ts";
import { userSession } from "../user-session.sql.ts";
import { user } from "../user.sql.ts";
import { userIdentity } from "./user-identity.sql.ts";

/** Linked to an account elsewhere, without a password, and without a fresh proof. */
async function linkedOnly(
  person: Person | null = null,
): Promise<{ person: Person; login: string }> {
  person ??= await signUp("user");
  const login = `ada-${crypto.randomUUID().slice(0, 8)}`;
  await travelAs(person, "/account/identities/oidc", login, "/account/security");
  await openDb(env.DB).update(user).set({ passwordHash: null }).where(eq(user.id, person.id));
  await forgetProof(person);
  return { person, login };
}

/** An operation that asks for a proof: the code it is refused with; null: not refused. */
const refusal = async (person: Person) => {
  const response = await request("POST", "/api/v1/account/identities/oidc", {
    as: person,
    json: {},
    env: honest,
  });
  return response.ok ? null : codeOf(response);
};
const prove = (person: Person, login: string, change?: (at: URL) => void) =>
  travelAs(person, "/auth/oauth/oidc/step-up", login, "/account/security?x=1", change);

test("without a password the provider is the proof, and leads back to where one was", async () => {
  const { person, login } = await linkedOnly();
  expect(await refusal(person)).toBe("AUTH_010");
  const begun = await request("POST", "/api/v1/auth/step-up/begin", { as: person, env: honest });
  expect(await bodyOf(begun)).toMatchObject({ methods: [], providers: [{ id: "oidc" }] });
  const back = await prove(person, login, (at) => {
    expect(at.searchParams.get("prompt")).toBe("login");
  });
  expect(back).toEqual({ location: `${site}/account/security?x=1&proved=oidc`, cookie: null });
  expect(await refusal(person)).toBeNull();
});

test("somebody else's account there proves nothing", async () => {
  const { person } = await linkedOnly();
  const other = await prove(person, `bob-${crypto.randomUUID().slice(0, 8)}`);
  expect(other.location).toBe(`${site}/account/security?x=1&not_proved=AUTH_010`);
  expect(await refusal(person)).toBe("AUTH_010");
});

test("a provider that was not made to ask again proves nothing, whoever changed the address", async () => {
  const { person, login } = await linkedOnly();
  const back = await prove(person, login, (at) => {
    at.searchParams.delete("prompt");
    at.searchParams.delete("max_age");
  });
  expect(back.location).toContain("not_proved=AUTH_017");
  expect(await refusal(person)).toBe("AUTH_010");
});

test("where there is a second factor, it is the proof and the provider is none", async () => {
  const withFactor = await signUp("user");
  await addTotp(withFactor);
  const { person, login } = await linkedOnly(withFactor);
  expect((await prove(person, login)).location).toContain("not_proved=AUTH_010");
  expect(await refusal(person)).toBe("AUTH_010");
});

const ago = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60;

test.each([
  ["from before", { auth_time: ago(660) }, null],
  ["at a time it does not say", {}, null],
  ["just now", { auth_time: ago(1) }, "password"],
  ["by a clock a little fast", { auth_time: ago(-0.5) }, "password"],
  ["at a time still to come", { auth_time: ago(-5) }, null],
  ["at a time in milliseconds", { auth_time: Date.now() }, null],
])(
  "signing in counts as a proof where it was shown there just now: %s",
  async (_when, more, by) => {
    const [{ id }, sub] = [await signUp("user"), crypto.randomUUID()];
    const row = { provider: "oidc", subject: sub, userId: id, email: null, linkedAt: new Date() };
    await openDb(env.DB).insert(userIdentity).values(row);
    const traveller = await setOut(lying);
    expect(Number(traveller.at.searchParams.get("max_age"))).toBeGreaterThan(86_400);
    const back = await comeBack(
      traveller,
      lieOf(traveller, { claims: claimsFor(traveller, sub, more) }),
    );
    expect(back.cookie).not.toBeNull();
    const login = await openDb(env.DB)
      .select({ by: userSession.provedBy })
      .from(userSession)
      .where(and(eq(userSession.userId, id), eq(userSession.method, "oauth:oidc")))
      .get();
    expect(login?.by).toBe(by);
  },
);
