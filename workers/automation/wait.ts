import type { TurnOutcome } from "#contract/automation";
import { findBearerById } from "../auth/find-bearer.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import type { Actor } from "../platform/http.ts";
import { errorFields, log } from "../platform/log.ts";

/** One question of a long wait, and how long the asker is believed meanwhile. */
const oneWait = 10_000;
const pause = 500;

/** Whether the login or key of a request that goes on still holds. */
export async function stillAllowed(env: Env, actor: Actor): Promise<boolean> {
  const found = await findBearerById(env, actor.login_id, actor.key !== null);
  return found.actor !== null;
}

async function requireAllowed(env: Env, actor: Actor): Promise<void> {
  const found = await findBearerById(env, actor.login_id, actor.key !== null);
  if (!found.actor) throw found.refusal ?? new AppError("AUTH_002");
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
