import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { UserDetail } from "#contract/admin-user";
import type { LimitView } from "#contract/limit";
import { listKeys } from "../../auth/keys/service.ts";
import { userIdentity } from "../../auth/oauth/user-identity.sql.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { user } from "../../auth/user.sql.ts";
import { meterOf } from "../../meter/rpc.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { listRequestsOf } from "../../people/requests/service.ts";
import { openDb, type Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { project } from "../../projects/project.sql.ts";
import { countHeld } from "../../sessions/held.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { roleLimitsOf } from "../../settings/role-limits.ts";
import { monthOf } from "../../settings/site-time.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { personColumns, spentIn, toSummary, type PersonRow } from "./person-columns.ts";

/** Throws USER_001. */
export async function findPerson(db: Db, id: string): Promise<PersonRow> {
  const row = await db.select(personColumns()).from(user).where(eq(user.id, id)).get();
  if (!row) throw new AppError("USER_001");
  return row;
}

/** Money by the site's month and year, the small tables beside the account, in one round trip. */
function alongside(db: Db, id: string) {
  const now = Date.now();
  const month = monthOf(now);
  return db.batch([
    db
      .select({
        // Named, since a batch answers rows by the names of their columns.
        month_micro_usd: spentIn(month).as("month"),
        year_micro_usd: spentIn(month.slice(0, 4)).as("year"),
        lifetime_micro_usd: spentIn("").as("lifetime"),
      })
      .from(user)
      .where(eq(user.id, id)),
    db
      .select()
      .from(userSession)
      .where(
        and(
          eq(userSession.userId, id),
          eq(userSession.isActive, true),
          gt(userSession.expiresAt, new Date(now)),
        ),
      )
      .orderBy(desc(userSession.lastActivityAt))
      .limit(50),
    db.select().from(userIdentity).where(eq(userIdentity.userId, id)),
    db.select().from(userLimit).where(eq(userLimit.userId, id)),
    db
      .select()
      .from(violation)
      .where(eq(violation.userId, id))
      .orderBy(desc(violation.createdAt))
      .limit(50),
    db
      .select({ count: sql<number>`count(*)` })
      .from(project)
      .where(and(eq(project.ownerId, id), isNull(project.deletedAt))),
  ]);
}

const toLogin = (row: typeof userSession.$inferSelect): UserDetail["logins"][number] => ({
  id: row.id,
  current: false,
  ip_address: row.ipAddress,
  device: row.deviceInfo ?? { os: "unknown", browser: "unknown" },
  login_at: row.loginAt.toISOString(),
  last_activity_at: row.lastActivityAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});

const toViolation = (row: typeof violation.$inferSelect): UserDetail["violations"][number] => ({
  id: row.id,
  kind: row.kind,
  step: row.step,
  detail: row.detail,
  created_at: row.createdAt.toISOString(),
  dismissed_at: row.dismissedAt?.toISOString() ?? null,
});

const limitsOf = async (env: Env, person: PersonRow): Promise<LimitView[]> => {
  const meter = meterOf(env, person.account.id);
  const [{ limits }, { sessions_held }, used] = await Promise.all([
    meter.view(null),
    meter.limits(),
    countHeld(openDb(env.DB), person.account.id),
  ]);
  const { value: limit, source } = sessions_held;
  return [...limits, { kind: "sessions_held", used, limit, source, resets_at: null }];
};

/** Everything an administrator sees of a person: never content, keys or secrets (C-14). */
export async function getUserDetail(env: Env, id: string): Promise<UserDetail> {
  const db = openDb(env.DB);
  const person = await findPerson(db, id);
  const [
    [spend, logins, identities, custom, violations, projects],
    keys,
    requests,
    limits,
    settings,
  ] = await Promise.all([
    alongside(db, id),
    listKeys(env, { id }),
    listRequestsOf(db, id),
    limitsOf(env, person),
    readSettings(env),
  ]);
  const summary = toSummary(person);
  const { account } = person;
  const none = { month_micro_usd: 0, year_micro_usd: 0, lifetime_micro_usd: 0 };
  return {
    ...summary,
    language: account.language,
    time_zone: account.timeZone,
    base_role: account.role,
    email_verified: account.emailVerifiedAt !== null,
    has_password: account.passwordHash !== null,
    must_change_password: account.mustChangePassword,
    status_reason: account.statusReason,
    gone_at: account.goneAt?.toISOString() ?? null,
    hold: account.hold,
    identities: identities.map((identity) => identity.provider),
    logins: logins.map(toLogin),
    api_keys: keys.items,
    limits,
    custom_limits: Object.fromEntries(custom.map((row) => [row.kind, row.value])),
    role_limits: roleLimitsOf(settings, summary.role),
    spend: spend[0] ?? none,
    project_count: projects[0]?.count ?? 0,
    storage_bytes: limits.find((limit) => limit.kind === "storage_bytes")?.used ?? 0,
    requests,
    violations: violations.map(toViolation),
  };
}
