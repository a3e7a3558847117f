import { sql } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { networkOf } from "../auth/network.ts";
import { startLogin } from "../auth/start-login.ts";
import { requireHuman } from "../auth/turnstile.ts";
import { user } from "../auth/user.sql.ts";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext } from "../platform/http.ts";
import { isGuestMode } from "../platform/site-mode.ts";
import { projectMember } from "../projects/project.sql.ts";
import { requireDemoProject } from "./demo-project.ts";

/** U-019. */
export const stay = 30 * 60_000;

/** Guests at a time: each may cost a dollar. */
export const places = { site: 50, network: 5 };

const names = { ja: "ゲスト", en: "Guest" } as const;

/** Counts this guest in already. */
const roomFor = (network: string, now: number) => sql`
  (select count(*) from user where role = 'guest' and status = 'active' and expires_at > ${now})
    <= ${places.site}
  and (select count(*) from user where role = 'guest' and status = 'active'
    and expires_at > ${now} and status_reason = ${network}) <= ${places.network}`;

/**
 * A stranger looks around for half an hour: an account that ends by itself, a viewer of the demo
 * project and of nothing else. Throws AUTH_019 where the site takes no guests, AUTH_015 without the
 * human check, RATE_001 where every place is taken.
 */
export async function enterAsGuest(
  c: AppContext,
  turnstile: string | undefined,
): Promise<SignInResult> {
  if (!isGuestMode(c.env)) throw new AppError("AUTH_019");
  const { ip } = originOf(c);
  await requireHuman(c.env, turnstile, ip);
  const projectId = await requireDemoProject(c.env);
  const db = openDb(c.env.DB);
  const now = new Date();
  const until = new Date(now.getTime() + stay);
  const id = crypto.randomUUID();
  const network = networkOf(ip);
  const statements = [
    db.insert(user).values({
      id,
      email: `${id}@guest.invalid`,
      name: names[c.var.language],
      role: "guest",
      status: "active",
      // Nothing else is known of a guest; it goes with the account.
      statusReason: network,
      language: c.var.language,
      expiresAt: until,
      createdAt: now,
      updatedAt: now,
    }),
    assertStatement(db, network === "local" ? sql`1` : roomFor(network, now.getTime())),
    db.insert(projectMember).values({ projectId, userId: id, role: "viewer", createdAt: now }),
  ];
  try {
    const login = { method: "guest", proved: null, until, with: statements } as const;
    return { me: await startLogin(c, id, login), challenge: null };
  } catch (error) {
    if (isRefused(error)) throw new AppError("RATE_001", { retry_after: 300 });
    throw error;
  }
}
