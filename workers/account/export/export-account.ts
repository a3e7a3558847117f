import { and, eq, gt, isNull, or } from "drizzle-orm";
import { makeZip } from "client-zip";
import { listKeys } from "../../auth/keys/service.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import type { Actor } from "../../platform/http/http.ts";
import type { Taking } from "../../platform/records/record-export.ts";
import { unwrap } from "../../platform/result.ts";
import { beingDestroyed, project } from "../../projects/project.sql.ts";
import { readAccount } from "../read-account.ts";
import { chatFiles } from "./chat-files.ts";
import { asFarAsItGoes, listMissing, type Missing } from "./missing.ts";
import * as own from "./own-rows.ts";
import { smallFiles } from "./own-small-rows.ts";
import { readme } from "./readme.ts";
import { csv, fileName, json, jsonLines, type TextFile } from "./text-files.ts";

interface Entry {
  readonly name: string;
  readonly input: AsyncIterable<string | Uint8Array>;
}

type Took = Taking["took"];

async function* counted<Row>(
  pages: AsyncIterable<readonly Row[]>,
  took: Took,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) {
    yield page;
    took(page.length);
  }
}

async function* recordFiles(env: Env, actor: Actor, took: Took): AsyncGenerator<TextFile> {
  const db = openDb(env.DB);
  const { items } = await listKeys(env, actor);
  took(items.length);
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
    ...smallFiles,
  };
  for (const [name, read] of Object.entries(lines)) {
    yield { name: `${name}.jsonl`, input: jsonLines(counted(read(db, actor.id), took)) };
  }
}

/** Owned projects, those in the bin, too; those one is a member of are somebody else's. */
async function* projectFiles(env: Env, actor: Actor, missing: Missing): AsyncGenerator<Entry> {
  const kept = or(isNull(project.deletedAt), gt(project.deletedAt, beingDestroyed));
  const rows = await openDb(env.DB)
    .select({ id: project.id, name: project.name })
    .from(project)
    .where(and(eq(project.ownerId, actor.id), kept));
  for (const { id, name } of rows) {
    const path = `projects/${fileName(name)}-${id.slice(0, 8)}.zip`;
    try {
      const archive = await env.WORKSPACE.getByName(id).downloadArchive("");
      yield { name: path, input: unwrap(archive) };
    } catch (error) {
      missing.failed(path, error);
    }
  }
}

/** A chat and a project count as one record each, what stands in lists row by row. */
const isRecord = (name: string): boolean =>
  name.endsWith("/transcript.json") || name.startsWith("projects/");

/** What fails is named at the end, and keeps nothing else out. */
async function* entries(env: Env, actor: Actor, took: Took): AsyncGenerator<Entry> {
  took(0);
  const missing = listMissing();
  const about = readme(actor.email, new Date().toISOString());
  yield { name: "README.txt", input: once(about) };
  const parts: [string, AsyncIterable<Entry>][] = [
    ["account.json, keys.json, *.jsonl", recordFiles(env, actor, took)],
    ["sessions/", chatFiles(env, actor.id, missing)],
    ["projects/", projectFiles(env, actor, missing)],
  ];
  for (const [path, files] of parts) {
    for await (const { name, input } of asFarAsItGoes(path, files, missing)) {
      yield { name, input: asFarAsItGoes<string | Uint8Array>(name, input, missing) };
      if (isRecord(name)) took(1);
    }
  }
  const { lines } = missing;
  if (lines.length > 0) yield { name: "missing.txt", input: once(`${lines.join("\n")}\n`) };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Everything of a person as a zip, made while it is sent: a page of rows or items is held at a time. */
export function exportAccount(
  env: Env,
  actor: Actor,
  { took, end }: Taking,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream();
  // A reader that goes away ends the writing side, too; what fails midway cuts the archive short.
  const zip = makeZip(entries(env, actor, took));
  zip.pipeTo(writable, { preventCancel: true }).then(
    () => end(true),
    (error: unknown) => {
      log("warn", "export_cut_off", errorFields(error));
      // What ends in the middle of its work rejects with the very reason it is ended for.
      zip.cancel(error).catch(() => undefined);
      return end(false);
    },
  );
  return readable;
}
