/**
 * What the Messages server answers, written by a test. A script is a list of steps, one for each
 * model call; a call is a script's when its API key, or a `[script:KEY]` in its messages, names it.
 */
export type ScriptBlock =
  | { text: string }
  /** Without `signature` the server signs it, and refuses it later when it comes back changed. */
  | { thinking: string; signature?: string }
  | { redacted_thinking: string }
  /** `json` is sent in place of the encoded input: malformed, or cut. */
  | { tool: string; input?: unknown; id?: string; json?: string };

export interface Answer {
  blocks: ScriptBlock[];
  /** Default: `tool_use` when a tool is called, else `end_turn`. */
  stop_reason?: string;
  stop_sequence?: string;
  stop_details?: { type: "refusal"; category: string | null; explanation: string | null };
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    cache_creation_input_tokens?: number;
    cache_read_input_tokens?: number;
  };
  /** Characters a delta carries; default 24. */
  delta_chars?: number;
  /** Deltas a second; default as fast as the socket takes them. */
  deltas_per_second?: number;
  /** A ping before every delta. */
  pings?: boolean;
  /** Events and blocks of types nobody knows, between the known ones. */
  unknown_events?: boolean;
  /** The stream breaks here. */
  fault?: Fault;
}

export interface Fault {
  /** `nothing`: before message_start. `start`: after it, before the first block. A number: after so many deltas. */
  after: "nothing" | "start" | number;
  /** `stall_pings` goes on sending pings, `stall` sends nothing; both end when the client leaves. */
  kind: "error_event" | "cut" | "stall" | "stall_pings";
  /** Of the error event; default `overloaded_error`. */
  error_type?: string;
}

/** An error before any stream. */
export interface Failure {
  status: number;
  /** Default by status. */
  error_type?: string;
  error_code?: string;
  message?: string;
  headers?: Record<string, string>;
}

export type Step = Answer | Failure;

export interface RecordedRequest {
  key: string;
  /** Unix milliseconds. */
  at: number;
  status: number;
  headers: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  body: any;
}

export const isFailure = (step: Step): step is Failure => "status" in step;

export const say = (text: string, more: Partial<Answer> = {}): Answer => ({
  blocks: [{ text }],
  ...more,
});

/** One message that calls tools side by side: `calls(["Read", {…}], ["Read", {…}])`. */
export const calls = (...tools: [name: string, input: unknown][]): Answer => ({
  blocks: tools.map(([tool, input]) => ({ tool, input })),
});

export const fail = (status: number, more: Omit<Failure, "status"> = {}): Failure => ({
  status,
  ...more,
});

/** What a person types so that a conversation is answered by the script. */
export const scriptMarker = (key: string): string => `[script:${key}]`;

/** Replaces what is left of the script of this key. */
export async function postScript(url: string, key: string, steps: readonly Step[]): Promise<void> {
  const response = await fetch(`${url}/__script`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key, steps }),
  });
  if (!response.ok) throw new Error(`the Messages server refused the script: ${response.status}`);
  await response.body?.cancel();
}

/** The calls made so far under this key, oldest first, with the status each was answered with. */
export async function readRequests(url: string, key: string): Promise<RecordedRequest[]> {
  const response = await fetch(`${url}/__requests?key=${encodeURIComponent(key)}`);
  return (await response.json()) as RecordedRequest[];
}
