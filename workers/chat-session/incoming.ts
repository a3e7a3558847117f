/** What people ask of a session, by socket or by request: one way in for both. */
import type { ErrorCode } from "#contract/errors";
import { AppError } from "../platform/errors.ts";
import { mayUseMode } from "../agent/roles.ts";
import { setupOf, type Core } from "./core.ts";
import { acceptMessage } from "./messages.ts";
import { readMeta } from "./meta.ts";
import { asksForBypass, requireBypass } from "./mode.ts";
import { countMessage } from "./metering.ts";
import { isQueueFull, isTaken, type Incoming } from "./queue.ts";
import { resumeRun } from "./runner.ts";
import { isPaid } from "./surroundings.ts";

/**
 * Takes a message, counted and kept once, and starts its turn, now or when its time has come.
 * Throws RATE_001…003, BUDGET_001 or SESSION_002, and AUTH_009, AUTH_010 or KEY_002 where it asks
 * for bypass mode; then nothing was kept.
 */
export function receiveMessage(core: Core, message: Incoming): Promise<void> {
  // One after the other: counting takes a moment, and neither order nor "once" may suffer from it.
  const taking = core.live.receiving.then(() => take(core, message));
  core.live.receiving = taking.catch(() => undefined);
  return taking;
}

async function take(core: Core, message: Incoming): Promise<void> {
  if (readMeta(core.sql, "closed")) throw new AppError("SESSION_002");
  if (isTaken(core.sql, message.client_id)) return;
  if (isQueueFull(core.sql)) throw new AppError("RATE_001");
  const { role } = setupOf(core).owner;
  if (asksForBypass(message.text, message.language) && mayUseMode(role, "bypass")) {
    await requireBypass(core, message.login_id);
  }
  // Whether a command costs anything shows later.
  await countMessage(core, message, !message.text.startsWith("/") && (await isPaid(core)));
  if (readMeta(core.sql, "closed")) throw new AppError("SESSION_002");
  const taken = acceptMessage(core, message);
  if (taken === "full") throw new AppError("RATE_001");
  if (taken === "start") resumeRun(core);
}

/** After an answer the run goes on from what is stored. */
export function goOn(core: Core, outcome: ErrorCode | null): ErrorCode | null {
  if (outcome === null) {
    core.live.answered = true;
    resumeRun(core);
  }
  return outcome;
}
