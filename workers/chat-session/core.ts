import { isActive, type AssistantItem, type RunState } from "#contract/chat";
import type { ErrorCode } from "#contract/errors";
import type { RunView, ServerFrame } from "#contract/frames";
import type { CommandRules } from "../masters/command-rules.ts";
import type { Env } from "../platform/env.ts";
import type { Debugging } from "./debug.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { peekQueue } from "./queue.ts";
import type { SessionSetup } from "./rpc.ts";
import { broadcast } from "./sockets.ts";
import type { Kept } from "./surroundings.ts";
import { openCalls } from "./open-calls.ts";
import { getTool, nextSeq } from "./transcript.ts";

/** The message that streams right now: shown, but stored only when it is finished. */
export interface Streaming {
  item: AssistantItem;
  /** From the model's block index to the item's; blocks nobody sees have none. */
  readonly blocks: Map<number, number>;
  /** Text nobody was told of yet: what one chunk of the model's stream brought for one block. */
  unsent: { readonly block: number; readonly offset: number; text: string } | null;
}

/** What lives only as long as the process: never the only place of anything. */
export interface Live {
  driving: boolean;
  abort: AbortController | null;
  streaming: Streaming | null;
  /** When each call that runs now began, Unix milliseconds. */
  readonly running: Map<string, number>;
  kept: Kept | null;
  /** The site's rules about commands, as of the last call that was decided or run. */
  command_rules: CommandRules;
  /** When the owner's standing was last looked up, Unix milliseconds. */
  stood_at: number;
  /** Why the run is made to stop, where no person stops it. */
  refused: ErrorCode | null;
  /** Who waits for something to change. */
  readonly waiting: Set<() => void>;
  /** An answer came while the run was looking elsewhere: it looks once more before it rests. */
  answered: boolean;
  /** What the meter holds for the model call that runs now. */
  reservation: string | null;
  /** Set while support looks. */
  debug: Debugging | null;
  /** The message before is being counted. */
  receiving: Promise<void>;
}

export const newLive = (): Live => ({
  driving: false,
  abort: null,
  streaming: null,
  running: new Map(),
  kept: null,
  command_rules: { deny: [], ask: [] },
  stood_at: 0,
  refused: null,
  waiting: new Set(),
  answered: false,
  reservation: null,
  debug: null,
  receiving: Promise.resolve(),
});

/** What the parts of a session share. */
export interface Core {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly sql: SqlStorage;
  readonly live: Live;
}

/** Tells what has streamed but was not told yet; before anything else is. */
export function tellUnsent({ ctx, live }: Core): void {
  const unsent = live.streaming?.unsent;
  if (!live.streaming || !unsent) return;
  live.streaming.unsent = null;
  const { item } = live.streaming;
  const kind = item.blocks[unsent.block]?.type;
  if (kind !== "text" && kind !== "thinking") return;
  broadcast(ctx, { type: "delta", item_id: item.id, kind, ...unsent });
}

/** Stores, then tells: `change` runs in one transaction and returns the frames that announce it. */
export function commit(core: Core, change: () => ServerFrame[]): void {
  tellUnsent(core);
  const frames = core.ctx.storage.transactionSync(change);
  for (const frame of frames) broadcast(core.ctx, frame);
  for (const wake of core.live.waiting) wake();
}

/** Call inside `commit`. */
export function setRun(core: Core, state: RunState, turn?: Partial<RunView>): ServerFrame {
  const run: RunView = { ...readMeta(core.sql, "run"), ...turn, state };
  writeMeta(core.sql, "run", run);
  return { type: "run", seq: nextSeq(core.sql), run };
}

/** What ends the work that begins now; ended already where a person asked to stop before. */
export function newAbort(core: Core): AbortController {
  const abort = new AbortController();
  core.live.abort = abort;
  if (readMeta(core.sql, "stopping")) abort.abort();
  return abort;
}

/** Whether something is left to do that waits for nobody: a run, an answer, or a message in the queue. */
export function hasWork({ sql }: Core): boolean {
  const { state } = readMeta(sql, "run");
  if (state === "awaiting_approval") {
    return openCalls(sql).every((call) => getTool(sql, call.id)?.state !== "awaiting");
  }
  if (isActive(state)) return true;
  return !readMeta(sql, "closed") && peekQueue(sql) !== undefined;
}

/** A session that was never opened, or was closed, is no session. */
export function setupOf(core: Core): SessionSetup {
  const setup = readMeta(core.sql, "setup");
  if (!setup) throw new Error("the session was not opened");
  return setup;
}
