import type { TurnOutcome } from "#contract/automation";
import type { ErrorCode } from "#contract/errors";
import { findBearerById } from "../auth/find-bearer.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/http.ts";
import { errorFields, log } from "../platform/log.ts";

/** One question of a long wait, and how long the asker is believed meanwhile. */
const oneWait = 10_000;
const pause = 500;

/** What is said where the login or key of a request is over. */
export const endedCode = (actor: Actor): ErrorCode => (actor.key === null ? "AUTH_002" : "KEY_001");

/** Why a request that goes on may not any more: its login or key, or its person. Null: it may. */
export async function refusalNow(env: Env, actor: Actor): Promise<ErrorCode | null> {
  const found = await findBearerById(env, actor.login_id, actor.key !== null);
  return found.actor ? null : (found.refusal?.code ?? endedCode(actor));
}

async function requireAllowed(env: Env, actor: Actor): Promise<void> {
  const found = await findBearerById(env, actor.login_id, actor.key !== null);
  if (!found.actor) throw found.refusal ?? new AppError(endedCode(actor));
}

/**
 * How a message's turn stands once it ended or waits for an answer, at most `seconds` later. An
 * object that is replaced meanwhile (a deploy) is asked again. Throws SESSION_002 where nothing is known of it.
 */
export async function waitForTurn(
  env: Env,
  actor: Actor,
  sessionId: string,
  messageId: string,
  seconds: number,
): Promise<TurnOutcome> {
  const until = Date.now() + seconds * 1000;
  while (true) {
    const left = Math.max(0, until - Date.now());
    try {
      const session = env.CHAT_SESSION.getByName(sessionId);
      const outcome = await session.outcome(messageId, Math.min(left, oneWait));
      if (outcome === null) throw new AppError("SESSION_002");
      if (left <= oneWait || !isOpen(outcome)) return outcome;
    } catch (error) {
      if (error instanceof AppError || left === 0) throw error;
      log("warn", "wait_cut_off", errorFields(error));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    await requireAllowed(env, actor);
  }
}

const isOpen = ({ state }: TurnOutcome): boolean => state === "queued" || state === "running";
