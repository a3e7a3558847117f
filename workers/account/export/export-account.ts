import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { makeZip } from "client-zip";
import { listKeys } from "../../auth/keys/service.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import type { Actor } from "../../platform/http.ts";
import { unwrap } from "../../platform/result.ts";
import { project } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { readAccount } from "../read-account.ts";
import * as own from "./own-rows.ts";
import { readme } from "./readme.ts";
import { csv, fileName, json, jsonLines, type TextFile } from "./text-files.ts";
import { transcriptJson, transcriptMarkdown } from "./transcript.ts";

const perPage = 100;

interface Entry {
  readonly name: string;
  readonly input: AsyncIterable<string> | ReadableStream<Uint8Array>;
}

async function* recordFiles(env: Env, actor: Actor): AsyncGenerator<TextFile> {
  const db = openDb(env.DB);
  const { items } = await listKeys(env, actor);
  yield { name: "account.json", input: json(await readAccount(env, actor)) };
  yield { name: "keys.json", input: json(items) };
  yield { name: "usage.csv", input: csv(own.usageColumns, own.ownUsage(db, actor.id)) };
  const lines = {
    logins: own.ownLogins,
    usage: own.ownUsage,
    notices: own.ownNotices,
    requests: own.ownRequests,
    activity: own.ownActivity,
    audit: own.ownAudit,
    "audit-about-you": own.auditAboutOneself,
  };
  for (const [name, read] of Object.entries(lines)) {
    yield { name: `${name}.jsonl`, input: jsonLines(read(db, actor.id)) };
  }
}

async function* chatFiles(env: Env, actor: Actor): AsyncGenerator<Entry> {
  const db = openDb(env.DB);
  let after = "";
  while (true) {
    const rows = await db
      .select()
      .from(chatSession)
      .where(
        and(
          eq(chatSession.userId, actor.id),
          isNull(chatSession.deletedAt),
          gt(chatSession.id, after),
        ),
      )
      .orderBy(asc(chatSession.id))
      .limit(perPage);
    for (const { id, title } of rows) {
      const session = env.CHAT_SESSION.getByName(id);
      yield { name: `sessions/${id}/transcript.json`, input: transcriptJson(session) };
      yield { name: `sessions/${id}/transcript.md`, input: transcriptMarkdown(title, session) };
    }
    if (rows.length < perPage) return;
    after = rows.at(-1)?.id ?? "";
  }
}

/** Owned projects; those one is a member of are somebody else's. */
async function* projectFiles(env: Env, actor: Actor, missing: string[]): AsyncGenerator<Entry> {
  const rows = await openDb(env.DB)
    .select({ id: project.id, name: project.name })
    .from(project)
    .where(and(eq(project.ownerId, actor.id), isNull(project.deletedAt)));
  for (const { id, name } of rows) {
    const path = `projects/${fileName(name)}-${id.slice(0, 8)}.zip`;
    try {
      const workspace = env.WORKSPACE.getByName(id);
      const { files } = await workspace.usage();
      if (files > 0) yield { name: path, input: unwrap(await workspace.downloadArchive("")) };
    } catch (error) {
      log("error", "export_part_missing", { project_id: id, ...errorFields(error) });
      missing.push(path);
    }
  }
}

async function* entries(env: Env, actor: Actor): AsyncGenerator<Entry> {
  const missing: string[] = [];
  const about = readme(actor.email, new Date().toISOString());
  yield { name: "README.txt", input: once(about) };
  yield* recordFiles(env, actor);
  yield* chatFiles(env, actor);
  yield* projectFiles(env, actor, missing);
  if (missing.length > 0) yield { name: "missing.txt", input: once(`${missing.join("\n")}\n`) };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Everything of a person as a zip, made while it is sent: a page of rows or items is held at a time. */
export function exportAccount(env: Env, actor: Actor): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream();
  // A reader that goes away ends the writing side, too; what fails midway cuts the archive short.
  makeZip(entries(env, actor))
    .pipeTo(writable)
    .catch((error: unknown) => log("warn", "export_cut_off", errorFields(error)));
  return readable;
}
