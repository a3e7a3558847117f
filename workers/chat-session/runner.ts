/** Drives the run: from what is stored, as far as it goes without a person. */
import { isActive } from "#contract/chat";
import { recover } from "../agent/history.ts";
import { defaultLimits, runTurn } from "../agent/turn.ts";
import type { EndDetails, EndReason, TurnState } from "../agent/turn-state.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { toolEffect } from "../tools/definitions.ts";
import { dropIfGone } from "./asker.ts";
import { applyEvent, changeTool } from "./apply.ts";
import { holdsBack } from "./closed-site.ts";
import { compact, isCrowded, isOverfull } from "./compact.ts";
import { commit, newAbort, type Core } from "./core.ts";
import { flushDebug, notedDecision, notedTool } from "./debug.ts";
import { decideCall } from "./decide.ts";
import { executeCall } from "./execute.ts";
import { failTurn, finishTurn } from "./finish.ts";
import { historyOf, requestOf } from "./history.ts";
import { checkSockets, refusalToGoOn } from "./login-check.ts";
import { tellList } from "./outbox.ts";
import { beginTurn } from "./messages.ts";
import { peekQueue, type Incoming } from "./queue.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { openCalls, replaceOpenCalls } from "./open-calls.ts";
import { resumeCommand, startMessage } from "./start-message.ts";
import { lookAround, type Surroundings } from "./surroundings.ts";

/** Between two heartbeats; a run found without its process is picked up by the next. */
const heartbeat = 20_000;

/** Goes on with the run, or with the next waiting message. Safe to call at any time. */
export function resumeRun(core: Core): void {
  if (core.live.driving) return;
  core.live.driving = true;
  recoverCalls(core);
  core.ctx.waitUntil(drive(core));
}

/** Asks the run to stop; a run that waits for a person is woken to hear it. */
export function stopRun(core: Core): void {
  const { state } = readMeta(core.sql, "run");
  if (!isActive(state)) return;
  writeMeta(core.sql, "stopping", true);
  core.live.abort?.abort();
  resumeRun(core);
}

const effectOf = (name: string) => toolEffect(name) ?? null;

/** Calls that a process which is no more was running: reads run again, the rest is closed as interrupted. */
function recoverCalls(core: Core): void {
  const open = openCalls(core.sql);
  const recovered = recover(open, effectOf);
  const changed = recovered.filter((call, at) => call !== open[at]);
  if (changed.length === 0) return;
  commit(core, () => {
    replaceOpenCalls(core.sql, recovered);
    return changed.flatMap(({ id, outcome }) =>
      changeTool(core, id, outcome ? { state: "interrupted", ...outcome } : { state: "pending" }),
    );
  });
}

type Pause = "waiting" | "over";

async function drive(core: Core): Promise<void> {
  const beat = setInterval(() => {
    wakeLater(core);
    core.ctx.waitUntil(watch(core));
  }, heartbeat / 2);
  try {
    while (true) {
      if (!isActive(readMeta(core.sql, "run").state)) {
        const message = readMeta(core.sql, "closed") ? undefined : peekQueue(core.sql);
        if (!message) return rest(core);
        if (await holdsBack(core, Boolean(message.key_id))) return rest(core);
        if (await dropIfGone(core, message)) continue;
        if ((await begin(core, message)) === "done") continue;
      } else {
        const command = readMeta(core.sql, "command");
        if (command) {
          await orFail(core, () => resumeCommand(core, command));
          continue;
        }
      }
      core.live.answered = false;
      const pause = await turn(core);
      if (pause === "over" || core.live.answered || readMeta(core.sql, "stopping")) continue;
      core.ctx.waitUntil(tellList(core));
      return rest(core);
    }
  } finally {
    rest(core);
    clearInterval(beat);
  }
}

/** A long run does not outlive the login that listens, nor the right of its owner. */
async function watch(core: Core): Promise<void> {
  await checkSockets(core);
  await stopIfRefused(core);
}

async function stopIfRefused(core: Core): Promise<void> {
  const refused = await refusalToGoOn(core);
  if (refused === null || !isActive(readMeta(core.sql, "run").state)) return;
  core.live.refused = refused;
  stopRun(core);
}

/** A key or sign-in of its owner ended: what goes on by it stops now, what waits when its turn comes. */
export async function lookAgain(core: Core): Promise<void> {
  core.live.stood_at = 0;
  if (isActive(readMeta(core.sql, "run").state)) await stopIfRefused(core);
}

/** What throws on the way to a turn fails that turn, so that no message waits for ever. */
async function begin(core: Core, message: Incoming): Promise<"model" | "done"> {
  wakeLater(core);
  const began = await orFail(core, () => startMessage(core, message), message);
  return began ?? "done";
}

async function orFail<T>(
  core: Core,
  work: () => Promise<T>,
  message?: Incoming,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError))
      log("error", "bug", { where: "start", ...errorFields(error) });
    if (message) beginTurn(core, message, message.text);
    if (isActive(readMeta(core.sql, "run").state)) await failWith(core, error);
    return undefined;
  }
}

const failWith = (core: Core, error: unknown): Promise<void> =>
  error instanceof AppError
    ? failTurn(core, error.code, error.details)
    : failTurn(core, "SERVER_001");

const wakeLater = (core: Core): void =>
  core.ctx.waitUntil(core.ctx.storage.setAlarm(Date.now() + heartbeat));

/**
 * Nothing may be awaited between the look at what is left to do and this: an answer or a message
 * that came in between would find a driver that is about to leave.
 */
function rest(core: Core): void {
  core.live.driving = false;
}

async function turn(core: Core): Promise<Pause> {
  await core.ctx.storage.setAlarm(Date.now() + heartbeat);
  const { signal } = newAbort(core);
  try {
    const around = await lookAround(core);
    core.ctx.waitUntil(tellList(core));
    return await steps(core, around, signal);
  } catch (error) {
    if (!(error instanceof AppError)) log("error", "bug", { where: "turn", ...errorFields(error) });
    await failWith(core, error);
    return "over";
  } finally {
    core.live.abort = null;
    flushDebug(core);
  }
}

/** Turn after compaction after turn, until it waits or ends. */
async function steps(core: Core, around: Surroundings, signal: AbortSignal): Promise<Pause> {
  // At how many calls room was made last: again only when the turn has got on since.
  let roomAt: number | null = null;
  // No summary could be had: the turn uses the room that is left, and asks again when there is none.
  let refused = false;
  const mayMakeRoom = () => roomAt === null || readMeta(core.sql, "calls") > roomAt + 1;
  const needsRoom = () => !refused && mayMakeRoom() && isCrowded(core, around);
  const makeRoom = async (full: boolean): Promise<boolean> => {
    const { made } = await compact(core, around, signal, { full });
    if (made) roomAt = readMeta(core.sql, "calls");
    refused = !made;
    return made;
  };
  while (true) {
    if (openCalls(core.sql).length === 0 && needsRoom()) await makeRoom(isOverfull(core, around));
    let early = false;
    const end = await oneRun(core, around, signal, () => (early = needsRoom()));
    if (end === null) return "waiting";
    if (end.reason === "context_full" && !signal.aborted) {
      if (early) continue;
      if (mayMakeRoom() && (await makeRoom(true))) continue;
    }
    const stopped = end.reason === "context_full" && signal.aborted;
    await (stopped ? finishTurn(core, "stopped") : finishTurn(core, end.reason, end.details));
    return "over";
  }
}

async function oneRun(
  core: Core,
  around: Surroundings,
  signal: AbortSignal,
  needsRoom: () => boolean,
): Promise<{ reason: EndReason; details: EndDetails } | null> {
  const calls = openCalls(core.sql);
  // Calls that all have their results are part of the history already.
  const open = calls.every((call) => call.outcome !== null) ? [] : calls;
  const state: TurnState = {
    messages: historyOf(core),
    open,
    calls: readMeta(core.sql, "calls"),
  };
  const events = runTurn(
    {
      model: around.model,
      request: (messages) => requestOf(core, around, messages),
      decide: (call) => notedDecision(core, call, () => decideCall(core, around, call)),
      execute: (call, callSignal) =>
        notedTool(core, call, () => executeCall(core, around, call, callSignal)),
      effect: effectOf,
      explain: (error) => (error instanceof AppError ? error.code : null),
      isFull: needsRoom,
      limits: { ...defaultLimits, max_calls: around.max_calls },
    },
    state,
    signal,
  );
  for await (const event of events) {
    if (event.type === "end") {
      commit(core, () => {
        replaceOpenCalls(core.sql, []);
        return [];
      });
      return { reason: event.reason, details: event.details };
    }
    await applyEvent(core, around, event);
  }
  return null;
}
