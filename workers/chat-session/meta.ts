import type { TodoItem } from "#contract/chat";
import type { ContextMeter, RunView } from "#contract/frames";
import type { Language } from "#contract/errors";
import type { SessionSetup } from "./rpc.ts";

/** The single values of a session, each a row of `meta`. */
export interface Meta {
  setup: SessionSetup | null;
  seq: number;
  /** The last position given to an item. */
  position: number;
  run: RunView;
  /** What the turn does without the model: a command, to be done again when it was cut off. */
  command: { readonly text: string; readonly language: Language } | null;
  /** Model calls of the turn so far, for its limit. */
  calls: number;
  /** Whether a person asked to stop while nothing was there to hear it. */
  stopping: boolean;
  todos: TodoItem[];
  draft: string;
  context: ContextMeter;
  cost_micro_usd: number;
  messages: number;
  /** Rules of "always allow in this session". */
  grants: string[];
  /** The plan a person approved last; it survives a compaction. */
  plan: string;
  /** The language of the last message, for what Engawa itself says. */
  language: Language;
  /** The API key the turn was asked for with. */
  key_id: string | null;
  /** The login it was asked for with, where a person asked. */
  login_id: string | null;
  closed: boolean;
}

const initial: Meta = {
  setup: null,
  seq: 0,
  position: 0,
  run: { state: "idle", turn_id: null, started_at: null },
  command: null,
  calls: 0,
  stopping: false,
  todos: [],
  draft: "",
  context: { used_tokens: 0, max_tokens: 0 },
  cost_micro_usd: 0,
  messages: 0,
  grants: [],
  plan: "",
  language: "ja",
  key_id: null,
  login_id: null,
  closed: false,
};

export function readMeta<K extends keyof Meta>(sql: SqlStorage, key: K): Meta[K] {
  const row = sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = ?", key).toArray()[0];
  return row ? (JSON.parse(row.value) as Meta[K]) : initial[key];
}

export function writeMeta<K extends keyof Meta>(sql: SqlStorage, key: K, value: Meta[K]): void {
  sql.exec(
    "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    key,
    JSON.stringify(value),
  );
}
