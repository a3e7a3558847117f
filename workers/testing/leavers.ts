/** People who leave, with everything that has to go with them. */
import { env } from "cloudflare:workers";
import { deleteAccount } from "#contract/account";
import { purgeAccounts } from "../account/deletion/purge-accounts.ts";
import { openDb } from "../platform/db.ts";
import { usageRecord } from "../usage/usage-record.sql.ts";
import { createFile, createProject, createSession } from "./contract.ts";
import { accountOf, call, signUp, type Person } from "./people.ts";

const db = openDb(env.DB);

export interface Owner extends Person {
  readonly project: string;
  readonly session: string;
}

/** Somebody with a project, a file, a chat and a bill. */
export async function settled(role: "user" | "admin" = "user"): Promise<Owner> {
  const person = await signUp(role);
  const made = await call(person, createProject, { json: { name: "mine" } });
  const { id: projectId } = (await made.json()) as { id: string };
  const where = { project_id: projectId };
  await call(person, createFile, { param: { path: "a.txt" }, query: where, body: "hello" });
  const opened = await call(person, createSession, { json: where });
  const session = ((await opened.json()) as { id: string }).id.replace("sess_", "");
  await db.insert(usageRecord).values({
    id: crypto.randomUUID(),
    userId: person.id,
    projectId,
    sessionId: session,
    turnId: crypto.randomUUID(),
    model: "claude-opus-5-5",
    day: "2026-11-21",
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    costMicroUsd: 5,
    createdAt: new Date(),
  });
  return { ...person, project: projectId, session };
}

export const leave = (person: Person, more: { at_once?: boolean; confirm?: string } = {}) =>
  call(person, deleteAccount, { json: { confirm: person.email, ...more } });

/** Makes an account as good as purged a step at a time, whatever else is due. */
export async function purge(id: string, now = Date.now() + 2 * 60_000): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await purgeAccounts(env, now);
    if ((await accountOf(id))?.goneAt === null) return;
  }
  throw new Error("it is still there");
}
