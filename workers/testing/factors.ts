/** People with second factors, for tests. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { allEndpoints as all } from "#contract/index";
import { totpSecret } from "../auth/second-factor/second-factor.sql.ts";
import { unseal } from "../auth/second-factor/seal.ts";
import { stepAt, totpAt } from "../auth/second-factor/totp.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { openDb } from "../platform/db.ts";
import { newAuthenticator, register, type Authenticator } from "./authenticator.ts";
import { call, cookieOf, password, request, signUp, type Person } from "./people.ts";

const db = openDb(env.DB);
export const site = "http://engawa.test";

export const bodyOf = async <T>(response: Response): Promise<T> => {
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
};

/** The code an authenticator of this account shows, some steps from now; the last one taken is forgotten. */
export async function codeFor(userId: string, offset = 0): Promise<string> {
  const row = await db.select().from(totpSecret).where(eq(totpSecret.userId, userId)).get();
  const secret = await unseal(env.SECRET_KEY, userId, row?.secret ?? "");
  return totpAt(secret, stepAt(Date.now()) + offset);
}

/** As if the last code had been used long ago. */
export const forgetStep = (userId: string) =>
  db.update(totpSecret).set({ lastStep: 0 }).where(eq(totpSecret.userId, userId));

/** As if the person had proved nothing for a while. */
export const forgetProof = (person: Person) =>
  db
    .update(userSession)
    .set({ provedAt: new Date(Date.now() - 11 * 60_000) })
    .where(eq(userSession.userId, person.id));

/** From the base32 an authenticator is given to its present code. */
export async function codeOfSecret(base32: string, offset = 0): Promise<string> {
  const bits = [...base32]
    .map((char) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char).toString(2).padStart(5, "0"))
    .join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return totpAt(Uint8Array.from(bytes), stepAt(Date.now()) + offset);
}

export async function addTotp(person: Person): Promise<string[]> {
  const begun = await bodyOf<{ ticket: string; secret: string }>(
    await call(person, all.beginTotp, { json: { password } }),
  );
  const json = { ticket: begun.ticket, code: await codeOfSecret(begun.secret) };
  const confirmed = await call(person, all.confirmTotp, { json });
  await forgetStep(person.id);
  return (await bodyOf<{ recovery_codes: string[] }>(confirmed)).recovery_codes;
}

export async function addPasskey(
  person: Person,
): Promise<{ device: Authenticator; id: string; codes: string[] | null }> {
  const begun = await bodyOf<{ ticket: string; options: Record<string, unknown> }>(
    await call(person, all.beginPasskey, { json: {} }),
  );
  const device = await newAuthenticator();
  const response = await register(device, begun.options, site);
  const json = { ticket: begun.ticket, response, name: "Laptop" };
  const kept = await bodyOf<{ passkey: { id: string }; recovery_codes: string[] | null }>(
    await call(person, all.finishPasskey, { json }),
  );
  return { device, id: kept.passkey.id, codes: kept.recovery_codes };
}

export async function signUpWithTotp(role: "user" | "admin" = "user") {
  const person = await signUp(role);
  const codes = await addTotp(person);
  return { person, codes };
}

/** The password, right: the ticket of an account with a second factor. */
export async function ticketOf(person: Person): Promise<string> {
  const json = { email: person.email, password };
  const result = await bodyOf<SignInResult>(await request("POST", "/api/v1/auth/login", { json }));
  return result.challenge?.ticket ?? "";
}

/** A cookie where the sign-in was completed, else the error's code. */
export async function outcomeOf(response: Response): Promise<string> {
  if (response.ok) return cookieOf(response) ? "signed in" : "no cookie";
  return ((await response.json()) as { error: { code: string } }).error.code;
}

export const complete = (ticket: string, code: string): Promise<Response> =>
  call(null, all.completeSignIn, { json: { ticket, code } });
