import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { announcementRead } from "../../announcements/announcement.sql.ts";
import { dropChallenges } from "../../auth/challenges.ts";
import { apiKey } from "../../auth/keys/api-key.sql.ts";
import { userIdentity } from "../../auth/oauth/user-identity.sql.ts";
import { oneTimeToken } from "../../auth/one-time-token.sql.ts";
import { passwordHistory } from "../../auth/passwords/password-history.sql.ts";
import { passkey, recoveryCode, totpSecret } from "../../auth/second-factor/second-factor.sql.ts";
import { userSession } from "../../auth/user-session.sql.ts";
import { debugEntry, debugScope } from "../../auth/debug/debug.sql.ts";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { dropMails } from "../../mail/outbox.ts";
import { dropNotices, dropNoticesAbout } from "../../notices/write-notice.ts";
import { violation } from "../../people/conduct/violation.sql.ts";
import { accessRequest } from "../../people/requests/access-request.sql.ts";
import type { Db, Statement } from "../../platform/db.ts";
import { projectRule } from "../../projects/project-rule.sql.ts";
import { projectMember } from "../../projects/project.sql.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { savedView } from "../saved-view.sql.ts";

/** Everything small that is a person's own. */
export const dropPersonalRows = (db: Db, userId: string): Statement[] => [
  // What was done as somebody else is of who did it (T-24): their sign-ins as others lose where they
  // sat, and those of others as them stay. The first condition is the index's.
  db
    .update(userSession)
    .set({ ipAddress: null, userAgent: null, deviceInfo: null })
    .where(and(isNotNull(userSession.impersonatorLogin), eq(userSession.impersonatorId, userId))),
  db
    .delete(userSession)
    .where(and(eq(userSession.userId, userId), isNull(userSession.impersonatorId))),
  ...[
    apiKey,
    oneTimeToken,
    passwordHistory,
    userIdentity,
    totpSecret,
    recoveryCode,
    passkey,
    accessRequest,
    violation,
    securityFinding,
    announcementRead,
    userLimit,
    projectRule,
    projectMember,
    savedView,
  ].map((table) => db.delete(table).where(eq(table.userId, userId))),
  db
    .delete(debugEntry)
    .where(sql`${debugEntry.scopeId} in (select id from debug_scope where user_id = ${userId})`),
  db.delete(debugScope).where(eq(debugScope.userId, userId)),
  dropChallenges(db, userId),
  dropNotices(db, [userId]),
  ...dropNoticesAbout(db, userId),
  dropMails(db, [userId]),
];

const perStatement = 2000;
const perStep = 10;

/** An address without what it names: files' paths, ids. Of a tool's call nothing is in it. */
const bareEndpoint = sql`case when endpoint like '/%'
  then coalesce('/api/v1' || nullif(route, ''), '/') else endpoint end`;

/**
 * Takes address, browser, contents and the names of things out of what a person did, as somebody else,
 * too; what others did as them is theirs (T-24). Answers whether all is done.
 */
export async function eraseActivity(db: Db, userId: string): Promise<boolean> {
  for (let step = 0; step < perStep; step++) {
    const { meta } = await db.run(sql`
      update user_activity
      set ip_address = null, user_agent = null, request_body = null, endpoint = ${bareEndpoint}
      where rowid in (
        select rowid from user_activity
        where (user_id = ${userId} and impersonator_id is null or impersonator_id = ${userId})
          and (ip_address is not null or user_agent is not null or request_body is not null
            or endpoint <> ${bareEndpoint})
        limit ${perStatement})`);
    if (meta.changes === 0) return true;
  }
  return false;
}
