import { and, isNull, sql } from "drizzle-orm";
import { auditLog } from "./audit.sql.ts";
import type { Db, Statement } from "../db.ts";

/** What a thing of several people is made as: a file's record names its project. */
const thing = `iif(audit_log.resource_type = 'FILE', 'PROJECT', audit_log.resource_type)`;

const stillAnothers = (table: string, type: string, owner: string): string =>
  `(${thing} = '${type}' AND EXISTS(SELECT 1 FROM ${table}
    WHERE ${table}.id = audit_log.resource_id AND ${table}.${owner} <> audit_log.user_id))`;

/** The thing is somebody else's, or was: by itself, by who made it, or by whose it was when it went. */
const isAnothers = `(${stillAnothers("project", "PROJECT", "owner_id")}
  OR ${stillAnothers("chat_session", "SESSION", "user_id")}
  OR ${stillAnothers("api_key", "API_KEY", "user_id")}
  OR EXISTS(SELECT 1 FROM audit_log made
    WHERE made.resource_type = ${thing} AND made.resource_id = audit_log.resource_id
      AND (made.action = 'CREATE' AND made.user_id IS NOT audit_log.user_id
        OR made.action = 'PURGE' AND coalesce(made.metadata ->> 'owner_id', made.user_id,
          audit_log.user_id) <> audit_log.user_id)))`;

/** What takes an administrator's rights, or ends them, whoever did it: the site's to know. */
const ofAdministrators = [
  "LIMITS_CHANGED",
  "ELEVATION_ENDED",
  "SIGN_OUT",
  "SESSION_TERMINATED",
  "SESSIONS_TERMINATED",
  "FINDING_DISMISSED",
  "FINDING_REOPENED",
  "DEBUG_ENABLED",
  "DEBUG_ENDED",
  "DEBUG_EXPORTED",
];

const isAnybodys = `audit_log.action NOT IN (${ofAdministrators
  .map((action) => `'${action}'`)
  .join(", ")})`;

/** What somebody did by themselves, as anybody may, to their own account and to their own things. */
const isOwnDoing = `audit_log.impersonator_id IS NULL AND audit_log.user_id IS NOT NULL
  AND ${isAnybodys}
  AND (audit_log.resource_type = 'USER' AND audit_log.resource_id = audit_log.user_id
    OR audit_log.resource_type IN ('SAVED_VIEW', 'ACCESS_REQUEST')
    OR audit_log.resource_type IN ('PROJECT', 'FILE', 'SESSION', 'API_KEY')
      AND audit_log.action NOT IN ('BREAK_GLASS', 'BREAK_GLASS_END', 'READ_CONTENT')
      AND NOT ${isAnothers})`;

const changes = (...fields: readonly string[]): string =>
  `EXISTS(SELECT 1 FROM json_each(coalesce(audit_log.changed_fields, '[]'))
    WHERE json_each.value IN (${fields.map((field) => `'${field}'`).join(", ")}))`;

/**
 * What the site noted of a person, and what somebody else did where the values name them; but not what
 * lifted a hold with it.
 */
const isOfThem = `audit_log.resource_type = 'USER' AND audit_log.resource_id IS NOT NULL
  AND (audit_log.user_id IS NULL AND ${isAnybodys}
    OR audit_log.user_id <> audit_log.resource_id AND (audit_log.action = 'INVITE'
      OR ${changes("name", "email", "pending_email")} AND NOT ${changes("hold")}))`;

/**
 * Whose own a row is, by what of it is sealed: SQL over `audit_log` that answers the id of an account,
 * or null. The row is erased with that account, and no other ever is (docs/decisions/0025). Once it may
 * be it stays so, whatever goes from the database.
 */
export const ownRowOf = `CASE WHEN ${isOwnDoing} THEN audit_log.user_id
  WHEN ${isOfThem} THEN audit_log.resource_id END`;

/**
 * Takes what tells of a person out of the records when the account is gone (U-124, T-36). The rows
 * stay, with the account's id, which leads to nobody any more; the chain over them still holds. What
 * they did to others and to the site stays whole until its time is over (T-23).
 */
export const eraseAuditDetails = (db: Db, userId: string): Statement =>
  db
    .update(auditLog)
    .set({
      oldValue: null,
      newValue: null,
      ipAddress: null,
      userAgent: null,
      metadata: null,
      erasedAt: new Date(),
    })
    .where(
      and(
        isNull(auditLog.erasedAt),
        sql`(audit_log.user_id = ${userId}
          or audit_log.resource_type = 'USER' and audit_log.resource_id = ${userId})`,
        sql`${sql.raw(`(${ownRowOf})`)} = ${userId}`,
      ),
    );
