import * as v from "valibot";
import { Count, Instant, Page, PageQuery, Role, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** What a person may ask administrators for: their rights for a day (U-140), or more of a budget. */
export const AccessRequest = v.object({
  id: Id,
  kind: v.picklist(["elevation", "budget"]),
  /** The role is the account's own: an administrator by it is a lasting one. */
  user: v.object({ id: Id, name: v.string(), email: v.string(), role: Role }),
  reason: v.string(),
  /** Of a budget request: the monthly budget asked for. */
  amount_micro_usd: v.nullable(Count),
  status: v.picklist(["pending", "approved", "rejected", "withdrawn", "lapsed", "ended"]),
  decided_by: v.nullable(v.object({ id: Id, name: v.string() })),
  decided_at: v.nullable(Instant),
  decision_note: v.nullable(v.string()),
  /** Of a granted elevation: when it lapses by itself. */
  ends_at: v.nullable(Instant),
  created_at: Instant,
});
export type AccessRequest = v.InferOutput<typeof AccessRequest>;

const param = v.object({ id: Id });
const Reason = v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(1000));

export const listMyRequests = endpoint({
  method: "GET",
  path: "/requests",
  access: "user",
  key: false,
  summary: "What the caller asked for, newest first",
  output: v.object({ items: v.array(AccessRequest) }),
});

export const createRequest = endpoint({
  method: "POST",
  path: "/requests",
  access: "user",
  key: false,
  summary: "Ask for an administrator's rights for 24 hours, or for more budget",
  json: v.variant("kind", [
    v.object({ kind: v.literal("elevation"), reason: Reason }),
    v.object({
      kind: v.literal("budget"),
      reason: Reason,
      amount_micro_usd: v.pipe(Count, v.minValue(1_000_000), v.maxValue(100_000_000_000)),
    }),
  ]),
  output: AccessRequest,
  created: true,
  record: ["kind", "amount_micro_usd"],
});

export const withdrawRequest = endpoint({
  method: "DELETE",
  path: "/requests/:id",
  access: "user",
  key: false,
  summary: "Withdraw what waits, or give a granted elevation back",
  param,
});

export const listRequests = endpoint({
  method: "GET",
  path: "/admin/requests",
  access: "admin",
  summary: "What people ask for, waiting ones first",
  query: v.object({
    status: v.optional(AccessRequest.entries.status),
    kind: v.optional(AccessRequest.entries.kind),
    ...PageQuery,
  }),
  output: v.object({
    ...Page(AccessRequest),
    /** All that wait, whatever is asked for here. */
    pending: Count,
  }),
});

const Note = v.optional(Text(1000));

export const approveRequest = endpoint({
  method: "POST",
  path: "/admin/requests/:id/approve",
  access: "admin",
  stepUp: "second-factor",
  summary: "Approve: an elevation holds 24 hours; a budget becomes the person's own limit",
  param,
  json: v.object({ note: Note, amount_micro_usd: v.optional(Count) }),
  output: AccessRequest,
  record: ["amount_micro_usd"],
});

export const rejectRequest = endpoint({
  method: "POST",
  path: "/admin/requests/:id/reject",
  access: "admin",
  summary: "Reject, with a reason the person reads",
  param,
  json: v.object({ note: Text(1000) }),
  output: AccessRequest,
});
