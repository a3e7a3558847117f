import { and, eq, gt, isNull, ne, or } from "drizzle-orm";
import type { Role } from "#contract/common";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { projectMember } from "../projects/project.sql.ts";
import { roleIn } from "./access.ts";
import { chatSession } from "./chat-session.sql.ts";

/**
 * Runs that go on hear of the new role at once; the others look it up when they begin. A run tells
 * the list that it began a moment later, so sessions of the last hour are told as well.
 */
export async function tellRunsTheRole(env: Env, userId: string, role: Role): Promise<void> {
  const rows = await openDb(env.DB)
    .select({ id: chatSession.id, member: projectMember.role })
    .from(chatSession)
    .leftJoin(
      projectMember,
      and(
        eq(projectMember.projectId, chatSession.projectId),
        eq(projectMember.userId, chatSession.userId),
      ),
    )
    .where(
      and(
        eq(chatSession.userId, userId),
        or(
          ne(chatSession.run, "idle"),
          eq(chatSession.mode, "bypass"),
          gt(chatSession.lastActivityAt, new Date(Date.now() - hour)),
        ),
        isNull(chatSession.deletedAt),
      ),
    );
  await Promise.all(
    rows.map(({ id, member }) =>
      env.CHAT_SESSION.getByName(id).configure({ role: roleIn(member ?? "viewer", role) }),
    ),
  );
}

/** An elevation is over (U-140): what runs goes on with what the account itself may. */
export async function tellRunsElevationEnded(env: Env, userId: string): Promise<void> {
  const account = await openDb(env.DB)
    .select({ role: user.role })
    .from(user)
    .where(eq(user.id, userId))
    .get();
  if (account) await tellRunsTheRole(env, userId, account.role);
}
