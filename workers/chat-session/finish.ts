import type { ErrorCode } from "#contract/errors";
import type { EndDetails, EndReason } from "../agent/turn-state.ts";
import type { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { isSingleUser } from "../platform/site-mode.ts";
import { changeTool } from "./apply.ts";
import { budgetWords } from "./budget-words.ts";
import { commit, setRun, setupOf, type Core } from "./core.ts";
import { endingOf, type Ending } from "./endings.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { addNotice } from "./notices.ts";
import { openCalls, replaceOpenCalls } from "./open-calls.ts";
import { settle } from "./outbox.ts";
import { discardMessage } from "./streaming.ts";
import { isUnattended, tellFinished } from "./tell-finished.ts";
import { workspaceOf } from "./surroundings.ts";
import { wakeNext } from "./wake-next.ts";

/** The turn is over: its state, what people must know, its checkpoint and its bill. */
export async function finishTurn(
  core: Core,
  reason: EndReason,
  details: EndDetails = {},
): Promise<void> {
  const unattended = isUnattended(core);
  discardMessage(core);
  const { turn_id } = readMeta(core.sql, "run");
  const { state, notice } = endingNow(core, reason, details);
  commit(core, () => {
    writeMeta(core.sql, "stopping", false);
    const said = notice ? [addNotice(core, notice.kind, notice.text, notice)] : [];
    return [...said, setRun(core, state)];
  });
  await leaveRecords(core, turn_id);
  if (!unattended || state !== "idle") return;
  await tellFinished(core).catch((error: unknown) =>
    log("warn", "finish_not_told", errorFields(error)),
  );
}

/** Who reads that it was stopped wants to know that nobody pressed stop. */
function endingNow(core: Core, reason: EndReason, details: EndDetails): Ending {
  const language = readMeta(core.sql, "language");
  const gone = reason === "stopped" && core.live.refused === "SESSION_006";
  return gone
    ? endingOf("error", { code: "SESSION_006" }, language)
    : endingOf(reason, details, language);
}

/** A guest has no way to ask for more, and who is alone nobody to ask. */
function budgetWordsNow(core: Core, facts: AppError["details"]): string | null {
  const mayAsk = !isSingleUser(core.env) && setupOf(core).owner.role !== "guest";
  return budgetWords(facts, readMeta(core.sql, "language"), mayAsk);
}

/** Something broke on our side: open calls are closed, so that the history stays one the model can read. */
export async function failTurn(
  core: Core,
  code: ErrorCode,
  facts: AppError["details"] = {},
): Promise<void> {
  commit(core, () => {
    const open = openCalls(core.sql).filter((call) => call.outcome === null);
    const result = "Not finished: the run failed.";
    replaceOpenCalls(core.sql, []);
    return open.flatMap((call) =>
      changeTool(core, call.id, { state: "interrupted", approval: null, result, is_error: true }),
    );
  });
  const words = code === "BUDGET_001" ? budgetWordsNow(core, facts) : null;
  await finishTurn(core, "error", { code, explanation: words });
}

/** What must not fail the turn when it fails: the alarm tries the bill again. */
async function leaveRecords(core: Core, turnId: string | null): Promise<void> {
  const setup = setupOf(core);
  const origin = {
    kind: "agent" as const,
    user_id: setup.owner.id,
    session_id: setup.session_id,
    turn_id: turnId,
  };
  const checkpoint = workspaceOf(core).checkpoint(origin);
  const [marked, settled] = await Promise.allSettled([checkpoint, settle(core)]);
  if (marked.status === "rejected") log("error", "checkpoint_failed", errorFields(marked.reason));
  if (settled.status === "rejected") log("error", "settle_failed", errorFields(settled.reason));
  const again = settled.status === "rejected" ? 30_000 : settled.value ? 1000 : null;
  await wakeNext(core, again);
}
