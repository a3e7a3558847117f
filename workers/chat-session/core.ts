import type { AssistantItem, RunState, RunView, ServerFrame } from "#contract/chat";
import type { Env } from "../platform/env.ts";
import { readMeta, writeMeta } from "./meta.ts";
import type { SessionSetup } from "./rpc.ts";
import { broadcast } from "./sockets.ts";
import { nextSeq } from "./transcript.ts";

/** The message that streams right now: shown, but stored only when it is finished. */
export interface Streaming {
  item: AssistantItem;
  /** From the model's block index to the item's; blocks nobody sees have none. */
  readonly blocks: Map<number, number>;
}

/** What lives only as long as the process: never the only place of anything. */
export interface Live {
  driving: boolean;
  abort: AbortController | null;
  streaming: Streaming | null;
  /** An answer came while the run was looking elsewhere: it looks once more before it rests. */
  answered: boolean;
}

/** What the parts of a session share. */
export interface Core {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly sql: SqlStorage;
  readonly live: Live;
}

/** Stores, then tells: `change` runs in one transaction and returns the frames that announce it. */
export function commit(core: Core, change: () => ServerFrame[]): void {
  const frames = core.ctx.storage.transactionSync(change);
  for (const frame of frames) broadcast(core.ctx, frame);
}

/** Call inside `commit`. */
export function setRun(core: Core, state: RunState, turn?: Partial<RunView>): ServerFrame {
  const run: RunView = { ...readMeta(core.sql, "run"), ...turn, state };
  writeMeta(core.sql, "run", run);
  return { type: "run", seq: nextSeq(core.sql), run };
}

/** A session that was never opened, or was closed, is no session. */
export function setupOf(core: Core): SessionSetup {
  const setup = readMeta(core.sql, "setup");
  if (!setup) throw new Error("the session was not opened");
  return setup;
}
