import { and, asc, eq, gt } from "drizzle-orm";
import { showSessionId } from "#contract/ids";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { project, projectMember } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import type { Missing } from "./missing.ts";
import type { TextFile } from "./text-files.ts";
import { transcriptJson, transcriptMarkdown } from "./transcript.ts";

const perPage = 100;

interface Found {
  readonly chat: typeof chatSession.$inferSelect;
  readonly project: string;
  readonly member: string | null;
}

const about = ({ chat, project: name }: Found) => ({
  id: showSessionId(chat.id),
  title: chat.title,
  model: chat.model,
  project: { id: chat.projectId, name },
  created_at: chat.createdAt.toISOString(),
  last_activity_at: chat.lastActivityAt.toISOString(),
  archived_at: chat.archivedAt?.toISOString() ?? null,
  /** In the bin since. */
  deleted_at: chat.deletedAt?.toISOString() ?? null,
});

/**
 * All of a person's chats, those in the bin, too. Chats quote the files of their project: those of
 * one the person was removed from are others', and only named.
 */
export async function* chatFiles(
  env: Env,
  userId: string,
  missing: Missing,
): AsyncGenerator<TextFile> {
  const db = openDb(env.DB);
  let after = "";
  while (true) {
    const rows: Found[] = await db
      .select({ chat: chatSession, project: project.name, member: projectMember.userId })
      .from(chatSession)
      .innerJoin(project, eq(project.id, chatSession.projectId))
      .leftJoin(
        projectMember,
        and(eq(projectMember.projectId, chatSession.projectId), eq(projectMember.userId, userId)),
      )
      .where(and(eq(chatSession.userId, userId), gt(chatSession.id, after)))
      .orderBy(asc(chatSession.id))
      .limit(perPage);
    for (const row of rows) {
      const { id, title } = row.chat;
      const path = `sessions/${id}`;
      if (row.member === null) {
        missing.notTheirs(path, title);
        continue;
      }
      const session = env.CHAT_SESSION.getByName(id);
      const files = {
        "transcript.json": (failed: (error: unknown) => void) =>
          transcriptJson(about(row), session, failed),
        "transcript.md": (failed: (error: unknown) => void) =>
          transcriptMarkdown(title, session, failed),
      };
      for (const [file, read] of Object.entries(files)) {
        const name = `${path}/${file}`;
        yield { name, input: read((error) => missing.failed(name, error)) };
      }
    }
    if (rows.length < perPage) return;
    after = rows.at(-1)?.chat.id ?? "";
  }
}
