import { sql, type SQL } from "drizzle-orm";

/**
 * Answers for things that are not there, or not the caller's. USER_001 is none of them: only
 * administrators ask for people by id, and they may see all.
 */
export const refusedIds = ["PROJECT_001", "SESSION_002", "AUTH_004"] as const;

/**
 * Of `user_activity`: an id that was refused. What an administrator asks the console for is theirs to
 * see; to everybody else its addresses are closed by role.
 */
export const isRefusedId: SQL = sql`(error_code in ${[...refusedIds]} and resource_id is not null
  and (error_code = 'AUTH_004'
    or (endpoint not like '/api/v1/admin/%' and endpoint not like '/api/admin/%')))`;

/** Of `asked(id, code)`. */
const isProject = sql`exists (select 1 from project where project.id = asked.id)`;
const isSession = sql`exists (select 1 from chat_session where chat_session.id = asked.id)`;

/** What is gone for good has no row any more. What was refused by its role alone is no guess at an id. */
export const isKnown: SQL = sql`(code = 'AUTH_004' or ${isProject} or ${isSession})`;

/**
 * Whether it is somebody else's, and there. What lies in the bin is gone, whoever's it was; what the
 * person owns, or is a member of, is theirs, even where it is refused. Of what is neither project nor
 * chat, all that a role does not open is somebody else's, but for the person's own account.
 */
export const belongsToAnother = (userId: string): SQL => sql`(
  exists (
    select 1 from project where project.id = asked.id and project.status <> 'deleted'
      and project.owner_id <> ${userId}
      and not exists (
        select 1 from project_member as mine
        where mine.project_id = project.id and mine.user_id = ${userId}))
  or exists (
    select 1 from chat_session join project on project.id = chat_session.project_id
    where chat_session.id = asked.id and chat_session.deleted_at is null
      and project.status <> 'deleted'
      and chat_session.user_id <> ${userId})
  or (code = 'AUTH_004' and asked.id <> ${userId} and not ${isProject} and not ${isSession}))`;
