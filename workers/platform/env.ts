import type { ChatSession } from "../chat-session/object.ts";
import type { Workspace } from "../workspace/object.ts";
import type { ActivityEvent } from "./activity-event.ts";

/** The bindings of wrangler.toml and the secrets. */
export interface Env {
  readonly ASSETS: Fetcher;
  readonly DB: D1Database;
  readonly FILES: R2Bucket;
  readonly KV: KVNamespace;
  readonly ACTIVITY: Queue<ActivityEvent>;
  readonly CHAT_SESSION: DurableObjectNamespace<ChatSession>;
  readonly WORKSPACE: DurableObjectNamespace<Workspace>;
  /** `production` or `local`. */
  readonly ENVIRONMENT: string;
  /** Secret of the cookie's signature, at least 32 characters. */
  readonly SECRET_KEY: string;
  /** Optional pepper of password hashes. */
  readonly PASSWORD_PEPPER?: string;
  /** Absent: the demo model answers. */
  readonly ANTHROPIC_API_KEY?: string;
  /** Empty: api.anthropic.com. */
  readonly ANTHROPIC_BASE_URL?: string;
  /** SHA-256 (hex) of the one-time token that creates the first administrator. */
  readonly SETUP_TOKEN_HASH?: string;
  readonly MAX_FILE_SIZE_MB: string;
}
