import { and, eq, gt } from "drizzle-orm";
import { adminsToTell } from "../auth/admins-to-tell.ts";
import { recipientOf } from "../auth/recipient.ts";
import type { Recipient } from "../mail/compose.ts";
import { wantedMails } from "../mail/wanted-mails.ts";
import type { Db, Statement } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import type { Actor } from "../platform/http/http.ts";
import { linkTo } from "../platform/site-address.ts";
import { project } from "./project.sql.ts";

/** A person's projects of an hour that are told; who makes more by a program fills nobody's mailbox. */
const most = 10;

const madeLately = (db: Db, ownerId: string, now: number) =>
  db.$count(
    project,
    and(eq(project.ownerId, ownerId), gt(project.createdAt, new Date(now - hour))),
  );

async function whom(db: Db, actor: Actor, now: number): Promise<Recipient[]> {
  if ((await madeLately(db, actor.id, now)) >= most) return [];
  return (await adminsToTell(db)).filter((one) => one.id !== actor.id).map(recipientOf);
}

/** PROJECT_CREATED: the other administrators are told, where one of them wants that. */
export const tellCreated = (
  db: Db,
  env: Env,
  actor: Actor,
  made: { readonly id: string; readonly name: string; readonly at: Date },
): Promise<Statement[]> =>
  wantedMails(db, env, "project_created", {
    to: () => whom(db, actor, made.at.getTime()),
    data: {
      project_name: made.name,
      user_name: actor.name,
      project_url: linkTo(env, `/admin/projects/${made.id}`),
      created_at: made.at,
    },
  });
