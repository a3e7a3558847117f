/** Guests who come to the demo project and leave it again, for the tests of what a visitor may. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { user } from "../auth/user.sql.ts";
import { purgeGuests } from "../guests/purge-guests.ts";
import { openDb } from "../platform/db.ts";
import { bodyOf } from "./factors.ts";
import { cookieOf, request, type Person } from "./people.ts";

/** U-019. */
export const stay = 30 * 60_000;
export const open = { ENABLE_GUEST_MODE: "true" };

/** Asks to be let in as a guest. */
export const askIn = (headers: Record<string, string> = {}, bindings = open) =>
  request("POST", "/api/v1/auth/guest", { json: {}, env: bindings, headers });

/** The guest somebody was let in as. */
export async function guestOf(response: Response): Promise<Person> {
  const { me } = await bodyOf<SignInResult>(response);
  if (!me) throw new Error("not in");
  return { id: me.id, email: me.email, role: "guest", cookie: cookieOf(response) };
}

export const enter = async (headers: Record<string, string> = {}) => guestOf(await askIn(headers));

/** The cookie by which a browser is known again. */
export const browserOf = (response: Response): string =>
  /engawa_device=[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? "";

/** The guest's stay, or that of all, is over; what is left of it is still there. */
export const endStay = (id?: string) =>
  openDb(env.DB)
    .update(user)
    .set({ expiresAt: new Date(0) })
    .where(id === undefined ? eq(user.role, "guest") : eq(user.id, id));

/** Takes away every guest there is. */
export const clearGuests = () => purgeGuests(env, Date.now() + stay + 120_000);
