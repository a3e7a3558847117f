/** What a ChatSession object (one per chat session) answers over RPC; sockets come through `fetch`. */
import type { Item } from "#contract/chat";
import type { FileChange } from "#contract/frames";
import type { PermissionMode, Role } from "#contract/common";

export interface SessionSetup {
  readonly session_id: string;
  readonly project_id: string;
  readonly project_name: string;
  readonly owner: { readonly id: string; readonly name: string; readonly role: Role };
  readonly title: string;
  readonly model: string;
  readonly mode: PermissionMode;
}

export interface ChatSessionRpc {
  open(setup: SessionSetup): Promise<void>;
  /** Title, model or mode changed over REST. */
  configure(change: {
    title?: string;
    model?: string;
    mode?: PermissionMode;
    role?: Role;
  }): Promise<void>;
  history(before: number | null, limit: number): Promise<{ items: Item[]; has_more: boolean }>;
  /** From the Workspace: files of the project changed. */
  filesChanged(changes: FileChange[], truncated: boolean): Promise<void>;
  /** Closes the sockets of one login or key (4401), e.g. on sign-out. */
  closeLogin(loginId: string): Promise<void>;
  /** The connection ids of the open sockets. */
  openConnections(): Promise<string[]>;
  /** Another connection of its person took this one's place: it is told, and closes (4409, C-15). */
  takeOver(connectionId: string): Promise<void>;
  /** What its calls cost was reckoned again: the sum of all that is on record. */
  noteCost(microUsd: number): Promise<void>;
  /** The session went to the bin: stops the run and closes every socket (4404). What is stored stays. */
  close(): Promise<void>;
  /** As `close`, and deletes all that is stored. */
  destroy(): Promise<void>;
}

/** Headers the Worker sets on the upgrade it forwards; the object trusts nothing else. */
export const socketHeaders = {
  user: "x-engawa-user",
  login: "x-engawa-login",
  /** JSON of a SocketKey, where a key came. */
  key: "x-engawa-key",
} as const;
