import { sql } from "drizzle-orm";
import type { SignInResult } from "#contract/auth";
import { meOf } from "../auth/me.ts";
import { networkOf } from "../auth/network.ts";
import { reserveOrRefuse } from "../auth/reserve-or-refuse.ts";
import { startLogin } from "../auth/start-login.ts";
import { requireHuman } from "../auth/turnstile.ts";
import { user } from "../auth/user.sql.ts";
import { assertStatement, isRefused } from "../platform/assert-statement.ts";
import { openDb, type Db } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { isGuestMode } from "../platform/site-mode.ts";
import { projectMember } from "../projects/project.sql.ts";
import { requireDemoProject } from "./demo-project.ts";
import { allTaken, places } from "./next-place.ts";

/** U-019. */
const stay = 30 * minute;

const names = { ja: "ゲスト", en: "Guest" } as const;

/** Places that are given back can be taken again, so often in the time of a stay. */
const visits = { network: 40, site: 400 };

async function countVisit(db: Db, network: string): Promise<void> {
  if (network === "local") return;
  await reserveOrRefuse(db, `guests:${network}`, { max: visits.network, length: stay });
  await reserveOrRefuse(db, "guests:site", { max: visits.site, length: stay });
}

/** `more`: guests who are not among the rows yet. */
const roomFor = (network: string, now: number, more: 0 | 1) => sql`
  (select count(*) from user where role = 'guest' and status = 'active' and expires_at > ${now})
    + ${more} <= ${places.site}
  and (select count(*) from user where role = 'guest' and status = 'active'
    and expires_at > ${now} and status_reason = ${network}) + ${more} <= ${places.network}`;

/** Who finds no room is no visit, and does not use up those of who comes when there is some. */
async function requireRoom(db: Db, network: string, now: Date): Promise<void> {
  if (network === "local") return;
  const room = await db.get<{ free: number }>(
    sql`select (${roomFor(network, now.getTime(), 1)}) as free`,
  );
  if (room.free === 0) throw await allTaken(db, network, now);
}

/**
 * A stranger looks around for half an hour: an account that ends by itself, a viewer of the demo
 * project and of nothing else. Who is a guest already goes on with that stay. Throws AUTH_019 where
 * the site takes no guests, AUTH_015 without the human check, RATE_001 where every place is taken.
 */
export async function enterAsGuest(
  c: AppContext,
  turnstile: string | undefined,
): Promise<SignInResult> {
  if (!isGuestMode(c.env)) throw new AppError("AUTH_019");
  const actor = c.get("actor");
  if (actor?.role === "guest") return { me: meOf(actor), challenge: null };
  const { ip } = originOf(c);
  await requireHuman(c.env, turnstile, ip);
  const projectId = await requireDemoProject(c.env);
  const db = openDb(c.env.DB);
  const now = new Date();
  const until = new Date(now.getTime() + stay);
  const id = crypto.randomUUID();
  const network = networkOf(ip);
  await requireRoom(db, network, now);
  await countVisit(db, network);
  const statements = [
    db.insert(user).values({
      id,
      email: `${id}@guest.invalid`,
      ...named(names[c.var.language]),
      role: "guest",
      status: "active",
      // Nothing else is known of a guest; it goes with the account.
      statusReason: network,
      language: c.var.language,
      expiresAt: until,
      createdAt: now,
      updatedAt: now,
    }),
    assertStatement(db, network === "local" ? sql`1` : roomFor(network, now.getTime(), 0)),
    db.insert(projectMember).values({ projectId, userId: id, role: "viewer", createdAt: now }),
  ];
  try {
    const login = { method: "guest", proved: null, until, with: statements } as const;
    return { me: await startLogin(c, id, login), challenge: null };
  } catch (error) {
    if (isRefused(error)) throw await allTaken(db, network, now);
    throw error;
  }
}
