/** What people ask of a session, by socket or by request: one way in for both. */
import type { ErrorCode } from "#contract/errors";
import type { Core } from "./core.ts";
import { acceptMessage } from "./messages.ts";
import { readMeta } from "./meta.ts";
import type { Incoming } from "./queue.ts";
import { resumeRun } from "./runner.ts";

/** Takes a message and starts its turn, now or when its time has come. */
export function receiveMessage(core: Core, message: Incoming): ErrorCode | null {
  if (readMeta(core.sql, "closed")) return "SESSION_002";
  const taken = acceptMessage(core, message);
  if (taken === "start") resumeRun(core);
  return taken === "full" ? "RATE_001" : null;
}

/** After an answer the run goes on from what is stored. */
export function goOn(core: Core, outcome: ErrorCode | null): ErrorCode | null {
  if (outcome === null) {
    core.live.answered = true;
    resumeRun(core);
  }
  return outcome;
}
