/** What a ChatSession object (one per chat session) answers over RPC; sockets come through `fetch`. */
import type { ErrorCode } from "#contract/errors";
import type { answerApproval, TurnOutcome } from "#contract/automation";
import type { Item } from "#contract/chat";
import type { JsonOf } from "#contract/endpoint";
import type { FileChange } from "#contract/frames";
import type { PermissionMode, Role } from "#contract/common";
import type { Result } from "../platform/result.ts";
import type { Incoming } from "./queue.ts";

export interface SessionSetup {
  readonly session_id: string;
  readonly project_id: string;
  readonly project_name: string;
  readonly owner: { readonly id: string; readonly name: string; readonly role: Role };
  readonly title: string;
  readonly model: string;
  readonly mode: PermissionMode;
  /** When bypass mode ends by itself, Unix milliseconds. */
  readonly bypass_until?: number | null;
}

/** A message sent by request; its id becomes its item's. */
export type Said = Incoming & { readonly item_id: string };

export interface RunningTurn {
  readonly turn_id: string;
  readonly run: "running" | "waiting";
}

export type CallAnswer = Omit<JsonOf<typeof answerApproval>, "wait_seconds">;

/** A model call that costs something else by now; its id is that of its message, if it has one. */
export interface CorrectedCall {
  readonly id: string;
  readonly micro_usd: number;
}

export interface ChatSessionRpc {
  open(setup: SessionSetup): Promise<void>;
  /** Title, model or mode changed over REST. */
  configure(change: {
    title?: string;
    model?: string;
    mode?: PermissionMode;
    bypass_until?: number | null;
    role?: Role;
  }): Promise<void>;
  history(before: number | null, limit: number): Promise<{ items: Item[]; has_more: boolean }>;
  /** As the frame `message.send`. The same id with another text is REQUEST_006. */
  say(message: Said): Promise<Result<null>>;
  /** How a message's turn stands, after at most `wait` milliseconds; null: no such message. */
  outcome(messageId: string, wait: number): Promise<TurnOutcome | null>;
  /** As the frames of answers; answers the id of the turn's message. */
  answerCall(toolId: string, answer: CallAnswer, byKey: boolean): Promise<Result<string>>;
  /** The turn that runs, or waits for an answer; null: none. */
  running(): Promise<RunningTurn | null>;
  /** As the frame `run.stop`; answers the id of the last turn's message, null where there was none. */
  stop(): Promise<string | null>;
  /** From the Workspace: files of the project changed. */
  filesChanged(changes: FileChange[], truncated: boolean): Promise<void>;
  /** Closes the sockets of one login or key (4401), e.g. on sign-out; `why`: AUTH_002 or KEY_001 by itself. */
  closeLogin(loginId: string, why?: ErrorCode): Promise<void>;
  /** A key or sign-in of its owner ended: what it asked for stops (T-02). */
  lookAgain(): Promise<void>;
  /** The connection ids of the open sockets. */
  openConnections(): Promise<string[]>;
  /** Another connection of its person took this one's place: it is told, and closes (4409, C-15). */
  takeOver(connectionId: string): Promise<void>;
  /** What its calls cost was reckoned again: the sum of all that is on record, and the calls that changed. */
  noteCost(microUsd: number, calls: readonly CorrectedCall[]): Promise<void>;
  /** Settings that concern who is connected changed: maintenance, addresses. */
  siteChanged(): Promise<void>;
  /** The session went to the bin: stops the run and closes every socket (4404). What is stored stays. */
  close(): Promise<void>;
  /** As `close`, and deletes all that is stored. */
  destroy(): Promise<void>;
}

/** Headers the Worker sets on the upgrade it forwards; the object trusts nothing else. */
export const socketHeaders = {
  user: "x-engawa-user",
  login: "x-engawa-login",
  /** What a person is there as of now; with a key it says nothing of what a person may. */
  role: "x-engawa-role",
  /** JSON of a SocketKey, where a key came. */
  key: "x-engawa-key",
  /** JSON of the address, or null. */
  ip: "x-engawa-ip",
} as const;
