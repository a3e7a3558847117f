import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Endpoint } from "#contract/endpoint";
import { openDb, type Db } from "../db.ts";
import { hour, minute } from "../durations.ts";
import type { Env } from "../env.ts";
import { AppError } from "../errors.ts";
import { sha256Hex } from "../hash.ts";
import type { Actor, AppContext } from "../http/http.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { idempotentAnswer } from "./idempotent-answer.sql.ts";
import { seal, unseal } from "./seal.ts";

/** How long a key is remembered. */
const remembered = 24 * hour;
/** A request that has not ended by then was cut off; the next takes its place. */
const abandonedAfter = minute;
/** How long the second of two at once waits for the first. */
const patience = 10_000;
const pollEvery = 150;

const table = idempotentAnswer;

interface Asked {
  readonly id: string;
  readonly requestHash: string;
}

/** Whether this request is the one to do it. One statement decides, so that of two at once one does. */
async function claim(db: Db, asked: Asked, claimId: string): Promise<boolean> {
  const now = Date.now();
  const mine = { requestHash: asked.requestHash, claim: claimId, claimedAt: new Date(now) };
  const rows = await db
    .insert(table)
    .values({ id: asked.id, answer: null, ...mine })
    .onConflictDoUpdate({
      target: table.id,
      set: { answer: null, ...mine },
      setWhere: or(
        lt(table.claimedAt, new Date(now - remembered)),
        and(
          isNull(table.answer),
          eq(table.requestHash, asked.requestHash),
          lt(table.claimedAt, new Date(now - abandonedAfter)),
        ),
      ),
    })
    .returning({ id: table.id });
  return rows.length > 0;
}

/** What the first request was answered, sealed; null where it failed, so that this one may try. */
async function firstAnswer(db: Db, asked: Asked): Promise<string | null> {
  const until = Date.now() + patience;
  while (true) {
    const row = await db.select().from(table).where(eq(table.id, asked.id)).get();
    if (!row) return null;
    if (row.requestHash !== asked.requestHash) throw new AppError("REQUEST_006");
    if (row.answer !== null) return row.answer;
    if (Date.now() > until) throw new AppError("REQUEST_007", { retry_after: 5 });
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
}

/**
 * Runs what creates something at most once for an `Idempotency-Key` of a person: sent again within a
 * day it answers the same, with other content REQUEST_006. What failed may be tried again.
 */
export async function answerOnce<T>(
  c: AppContext,
  spec: Endpoint,
  actor: Actor | undefined,
  input: unknown,
  run: () => Promise<T> | T,
): Promise<T> {
  const key = readIdempotencyKey(c);
  const applies = spec.created && spec.json && spec.idempotency !== "own";
  if (key === undefined || !actor || !applies) return run();
  const db = openDb(c.env.DB);
  const callersKey = `${actor.id}\n${key}`;
  const asked = {
    id: await sha256Hex(callersKey),
    requestHash: await sha256Hex(JSON.stringify([spec.method, spec.path, input])),
  };
  const claimId = crypto.randomUUID();
  while (!(await claim(db, asked, claimId))) {
    const answer = await firstAnswer(db, asked);
    if (answer === null) continue;
    c.header("Idempotency-Replayed", "true");
    return (await unseal(c.env.SECRET_KEY, callersKey, answer)) as T;
  }
  const mine = and(eq(table.id, asked.id), eq(table.claim, claimId));
  let output: T;
  try {
    output = await run();
  } catch (error) {
    await db.delete(table).where(mine);
    throw error;
  }
  const answer = await seal(c.env.SECRET_KEY, callersKey, output);
  await db.update(table).set({ answer }).where(mine);
  return output;
}

/** Forgets what is a day old. */
export async function forgetOldAnswers(env: Env, now = Date.now()): Promise<void> {
  await openDb(env.DB)
    .delete(table)
    .where(lt(table.claimedAt, new Date(now - remembered)));
}
