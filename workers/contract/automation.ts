import * as v from "valibot";
import { Item } from "./chat.ts";
import { Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { SessionId } from "./ids.ts";

/** How long the answer may take; 0: at once. */
const WaitSeconds = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(300)), 0);

const param = v.object({ id: SessionId });

/** How a turn ended, or why it waits. */
export const TurnOutcome = v.object({
  session_id: v.string(),
  /** The message's item; the turn's items follow it in the transcript. */
  message_id: v.string(),
  state: v.picklist(["queued", "running", "awaiting_approval", "idle", "stopped", "failed"]),
  /** The assistant's text among `items`. */
  text: v.string(),
  /** What followed the message; of a very long turn the last part, the rest is in the history. */
  items: v.array(Item),
  cost_micro_usd: v.number(),
});
export type TurnOutcome = v.InferOutput<typeof TurnOutcome>;

export const sendMessage = endpoint({
  method: "POST",
  path: "/sessions/:id/messages",
  access: "guest",
  key: "write",
  summary:
    "Send a message. Answers when the turn ends or waits for an approval, at most `wait_seconds` later; 0: at once. An `Idempotency-Key` sends it once",
  param,
  json: v.object({
    text: Text(100_000),
    wait_seconds: WaitSeconds,
  }),
  output: TurnOutcome,
  created: true,
  idempotency: "own",
});

export const followSession = endpoint({
  method: "GET",
  safe: false,
  path: "/sessions/:id/events",
  access: "guest",
  key: "read",
  acting: false,
  summary:
    "The session's frames as server-sent events, from `since` (or Last-Event-ID) on; `until=idle` ends with the turn",
  param,
  query: v.object({
    since: v.optional(v.pipe(v.string(), v.regex(/^\d+$/))),
    until: v.optional(v.picklist(["idle", "closed"]), "closed"),
  }),
  raw: { response: "text/event-stream" },
});

export const answerApproval = endpoint({
  method: "POST",
  path: "/sessions/:id/approvals/:call",
  access: "guest",
  key: "write",
  summary:
    "Answer what the agent waits for: a permission, a plan or a question. WebFetch is allowed by a signed-in person only (KEY_002)",
  param: v.object({ id: SessionId, call: Text(200) }),
  json: v.object({
    decision: v.picklist(["allow", "deny"]),
    /** With `allow`: how long it holds. */
    remember: v.optional(v.picklist(["once", "session", "project"]), "once"),
    wait_seconds: WaitSeconds,
    /** With `deny`: what the model reads. */
    reason: v.optional(v.pipe(v.string(), v.maxLength(2000))),
    /** For questions: the chosen label or free text, by question. */
    answers: v.optional(v.record(v.string(), v.string())),
  }),
  output: TurnOutcome,
});

export const stopTurn = endpoint({
  method: "POST",
  path: "/sessions/:id/stop",
  access: "guest",
  key: "write",
  summary: "Stop the turn that runs",
  param,
  output: TurnOutcome,
});
