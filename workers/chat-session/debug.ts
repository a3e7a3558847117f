/** What debug mode wants to know of a run (T-33): what was decided, how long it took. Never what was said. */
import { and, eq, gt, isNull } from "drizzle-orm";
import type { DebugLevel } from "#contract/admin-debug";
import type { Decision } from "../agent/permissions.ts";
import { ModelError, type Model, type ModelEvent } from "../agent/model.ts";
import type { ToolCall, ToolOutcome } from "../agent/tool.ts";
import { debugScope } from "../auth/debug/debug.sql.ts";
import { isWanted, storeEntries, type NewEntry } from "../auth/debug/record.ts";
import { openDb } from "../platform/db.ts";
import { errorFields, log } from "../platform/log.ts";
import { setupOf, type Core } from "./core.ts";
import { currentMode } from "./mode.ts";

/** So many are written at once. */
const perWrite = 25;

export interface Debugging {
  readonly scope: string;
  readonly level: DebugLevel;
  readonly until: number;
  readonly entries: NewEntry[];
}

/** Whether support looks at this session or its owner; asked when a run begins or goes on. */
export async function lookForDebug(core: Core): Promise<void> {
  const { owner, session_id } = setupOf(core);
  const now = Date.now();
  const row = await openDb(core.env.DB)
    .select()
    .from(debugScope)
    .where(
      and(
        eq(debugScope.userId, owner.id),
        isNull(debugScope.endedAt),
        gt(debugScope.expiresAt, new Date(now)),
      ),
    )
    .get();
  const meant = row !== undefined && (row.sessionId ?? session_id) === session_id;
  core.live.debug = meant
    ? { scope: row.id, level: row.level, until: row.expiresAt.getTime(), entries: [] }
    : null;
}

/** Writes what has gathered, beside the run. */
export function flushDebug(core: Core): void {
  const { debug } = core.live;
  if (!debug || debug.entries.length === 0) return;
  const entries = debug.entries.splice(0);
  core.ctx.waitUntil(
    storeEntries(core.env.DB, debug.scope, entries).catch((error: unknown) =>
      log("warn", "debug_not_kept", errorFields(error)),
    ),
  );
}

function note(
  core: Core,
  level: DebugLevel,
  event: string,
  started: number,
  fields: NewEntry["fields"],
): void {
  const { debug } = core.live;
  const now = Date.now();
  if (!debug || debug.until <= now || !isWanted(level, debug)) return;
  const session_id = setupOf(core).session_id;
  debug.entries.push({
    at: now,
    level,
    event,
    requestId: null,
    ms: now - started,
    fields: { session_id, ...fields },
  });
  if (debug.entries.length >= perWrite) flushDebug(core);
}

export async function notedDecision(
  core: Core,
  call: ToolCall,
  decide: () => Promise<Decision>,
): Promise<Decision> {
  const started = Date.now();
  const decision = await decide();
  note(core, decision.verdict === "deny" ? "WARNING" : "INFO", "decision", started, {
    tool: call.name,
    verdict: decision.verdict,
    mode: currentMode(core),
    ...(decision.verdict === "ask" ? { kind: decision.kind, why: decision.why.en } : {}),
  });
  return decision;
}

export async function notedTool(
  core: Core,
  call: ToolCall,
  run: () => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  const started = Date.now();
  try {
    const outcome = await run();
    note(core, outcome.is_error ? "WARNING" : "INFO", "tool", started, {
      tool: call.name,
      failed: outcome.is_error,
      result_length: outcome.result.length,
    });
    return outcome;
  } catch (error) {
    const failed = error instanceof Error ? error.name : "Error";
    note(core, "WARNING", "tool", started, { tool: call.name, failed });
    throw error;
  }
}

/** What is worth knowing of one event of the stream; the rest is what is said. */
function factsOf(event: ModelEvent, started: number): Record<string, unknown> {
  if (event.type === "start") {
    return {
      model: event.model,
      first_ms: Date.now() - started,
      call_id: event.request_id ?? null,
    };
  }
  if (event.type === "retry") return { attempts: event.attempt, retried_for: event.kind };
  if (event.type !== "end") return {};
  const { stop_reason, usage, request_id } = event;
  const { input_tokens: read, output_tokens: written } = usage;
  return { stop_reason, usage: { read, written }, call_id: request_id };
}

export const notedModel = (core: Core, model: Model): Model => ({
  async *stream(request, signal) {
    const started = Date.now();
    const facts: Record<string, unknown> = {
      model: request.model,
      messages: request.messages.length,
      tools: request.tools.length,
      answer_max: request.max_tokens,
    };
    try {
      for await (const event of model.stream(request, signal)) {
        if (core.live.debug) Object.assign(facts, factsOf(event, started));
        yield event;
      }
    } catch (error) {
      facts["failed"] = error instanceof ModelError ? error.code : "Error";
      throw error;
    } finally {
      // Also where whoever listens has heard enough.
      note(core, "failed" in facts ? "WARNING" : "INFO", "model", started, facts);
    }
  },
});
