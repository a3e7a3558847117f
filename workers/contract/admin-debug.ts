import * as v from "valibot";
import { Count, Instant, NumberParam, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id, SessionId } from "./ids.ts";

export const DebugLevel = v.picklist(["DEBUG", "INFO", "WARNING"]);
export type DebugLevel = v.InferOutput<typeof DebugLevel>;

/** A scope keeps so many records and no more. */
export const debugEntriesMax = 5000;

/** Debug mode of one person, or of one chat (T-33). */
export const DebugScope = v.object({
  id: Id,
  user: v.object({ id: Id, name: v.string(), email: v.string() }),
  /** Null: all the person does. */
  session_id: v.nullable(v.string()),
  level: DebugLevel,
  reason: v.nullable(v.string()),
  enabled_by: v.object({ id: Id, name: v.string() }),
  enabled_at: Instant,
  expires_at: Instant,
  ended_at: v.nullable(Instant),
  active: v.boolean(),
  entries: Count,
});
export type DebugScope = v.InferOutput<typeof DebugScope>;

export const DebugEntry = v.object({
  seq: Count,
  at: Instant,
  level: DebugLevel,
  event: v.string(),
  request_id: v.nullable(v.string()),
  ms: v.nullable(v.number()),
  fields: v.record(v.string(), v.unknown()),
});
export type DebugEntry = v.InferOutput<typeof DebugEntry>;

export const getDebug = endpoint({
  method: "GET",
  path: "/admin/debug",
  access: "admin",
  summary: "Debug mode: who it is on for, and what of the last day is still kept (SA-042)",
  output: v.object({ enabled: v.boolean(), items: v.array(DebugScope) }),
});

export const enableDebug = endpoint({
  method: "POST",
  path: "/admin/debug/enable",
  access: "admin",
  stepUp: "reauth",
  summary: "Record in detail what one person or one chat does, for an hour at most (T-33)",
  json: v.pipe(
    v.object({
      user_id: v.optional(Id),
      session_id: v.optional(SessionId),
      level: v.optional(DebugLevel, "INFO"),
      minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 30),
      reason: v.optional(Text(500)),
    }),
    v.check(
      ({ user_id, session_id }) => (user_id === undefined) !== (session_id === undefined),
      "either user_id or session_id",
    ),
  ),
  record: ["user_id", "session_id", "level", "minutes", "reason"],
  output: DebugScope,
  created: true,
});

export const disableDebug = endpoint({
  method: "POST",
  path: "/admin/debug/disable",
  access: "admin",
  summary: "End debug mode; without an id, wherever it is on",
  json: v.object({ id: v.optional(Id) }),
  record: ["id"],
  output: v.object({ ended: Count }),
});

export const listDebugEntries = endpoint({
  method: "GET",
  path: "/admin/debug/:id/entries",
  access: "admin",
  summary: "What debug mode recorded, the newest first",
  param: v.object({ id: Id }),
  query: v.object({
    level: v.optional(DebugLevel),
    event: v.optional(Text(20)),
    request_id: v.optional(Id),
    /** Records before this one. */
    before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
    limit: NumberParam(1, 200, 100),
  }),
  output: v.object({
    scope: DebugScope,
    items: v.array(DebugEntry),
    /** For `before`; null at the end. */
    next_before: v.nullable(Count),
  }),
});

export const exportDebugEntries = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/debug/:id/export",
  access: "admin",
  summary: "The records of debug mode as NDJSON, the oldest first",
  param: v.object({ id: Id }),
  raw: { response: "application/x-ndjson" },
});
