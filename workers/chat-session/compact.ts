/** Makes room: the model's view of the conversation becomes a summary; the transcript stays whole. */
import type { NoticeItem } from "#contract/chat";
import {
  compactionRequest,
  historyFromSummary,
  shouldCompact,
  summaryOf,
} from "../agent/compaction.ts";
import { ModelError, type ModelEvent } from "../agent/model.ts";
import { errorFields, log } from "../platform/log.ts";
import { charge } from "./apply.ts";
import { commit, setRun, type Core } from "./core.ts";
import { historyOf, requestBase } from "./history.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { addNotice } from "./notices.ts";
import type { Surroundings } from "./surroundings.ts";
import { getModelSide, nextSeq, putModelSide, userItemOf } from "./transcript.ts";

export function isCrowded(core: Core, around: Surroundings): boolean {
  const { used_tokens } = readMeta(core.sql, "context");
  return shouldCompact(used_tokens, around.info.max_input_tokens);
}

/** The conversation fits the model no more: another one was chosen, with a smaller context. */
export function isOverfull(core: Core, around: Surroundings): boolean {
  return readMeta(core.sql, "context").used_tokens >= around.info.max_input_tokens;
}

/** What the model is told of the message it was working on, when the turn goes on after the summary. */
function requestInWork(core: Core): string | null {
  const { turn_id } = readMeta(core.sql, "run");
  const asked = userItemOf(core.sql, turn_id ?? "");
  if (!asked) return null;
  const text = getModelSide(core.sql, asked.id);
  return text === undefined ? asked.text : (text as string | null);
}

type Spent = Parameters<typeof charge>[2];
type End = Extract<ModelEvent, { type: "end" }>;

/** The answer, if there was a whole one, and what the call cost in any case. */
async function ask(
  core: Core,
  around: Surroundings,
  signal: AbortSignal,
  options: { wish: string; full: boolean },
): Promise<{ end: End | null; spent: Spent | null; error: ModelError | null }> {
  const request = compactionRequest(requestBase(core, around), historyOf(core), options);
  let spent: Spent | null = null;
  try {
    for await (const event of around.model.stream(request, signal)) {
      if (event.type === "end") return { end: event, spent: event, error: null };
      if (event.type === "start" && event.usage) spent = { usage: event.usage, model: event.model };
      if (event.type === "cut") {
        const { usage } = event;
        spent = spent ? { ...spent, usage } : { usage, model: request.model, guessed: true };
      }
    }
  } catch (error) {
    if (signal.aborted) return { end: null, spent, error: null };
    if (!(error instanceof ModelError)) throw error;
    log("warn", "compaction_failed", errorFields(error));
    return { end: null, spent, error };
  }
  return { end: null, spent, error: null };
}

/** A refused, cut or tool-calling answer is no summary to go on from. */
const usableSummary = (end: End | null): string | null =>
  end?.stop_reason === "end_turn" || end?.stop_reason === "stop_sequence"
    ? summaryOf(end.content)
    : null;

/** `made`: a summary now stands for all that came before. Else everything is as it was; `error` where the API failed. */
export interface Compacted {
  readonly made: boolean;
  readonly error: ModelError | null;
}

export async function compact(
  core: Core,
  around: Surroundings,
  signal: AbortSignal,
  options: { wish?: string; full?: boolean } = {},
): Promise<Compacted> {
  const { wish = "", full = false } = options;
  commit(core, () => [setRun(core, "compacting")]);
  const { end, spent, error } = await ask(core, around, signal, { wish, full });
  const summary = usableSummary(end);
  if (spent === null || summary === null) {
    if (spent) commit(core, () => [charge(core, around, spent).frame]);
    return { made: false, error };
  }
  const opening = historyFromSummary({
    summary,
    plan: readMeta(core.sql, "plan") || null,
    todos: readMeta(core.sql, "todos"),
    request: requestInWork(core),
  });
  commit(core, () => {
    const { frame } = charge(core, around, spent);
    const said = addNotice(core, "compacted", summary);
    if (said.type === "item") putModelSide(core.sql, (said.item as NoticeItem).id, opening);
    const context = {
      used_tokens: spent.usage.output_tokens,
      max_tokens: around.info.max_input_tokens,
    };
    writeMeta(core.sql, "context", context);
    const { cost_micro_usd } = frame.type === "meter" ? frame : { cost_micro_usd: 0 };
    return [
      said,
      { type: "meter", seq: nextSeq(core.sql), context, cost_micro_usd },
      setRun(core, "streaming"),
    ];
  });
  return { made: true, error: null };
}
