import * as v from "valibot";
import { Instant, Name, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const startActing = endpoint({
  method: "POST",
  path: "/admin/impersonate/:user_id",
  access: "admin",
  lasting: true,
  key: false,
  stepUp: "second-factor",
  summary:
    "Act as somebody for an hour at most (SA-041, T-24): not an administrator, not what is theirs to read or to prove; they are told",
  param: v.object({ user_id: Id }),
  json: v.object({
    reason: v.pipe(Text(500), v.minLength(10, "at least 10 characters")),
    /** Of the support case, where there is one. */
    ticket: v.optional(Name(100)),
  }),
  output: v.object({
    /** Names the impersonation; what lets in is a cookie of its own, which no script reads. */
    impersonation_token: Id,
    target_user: v.object({ id: Id, name: v.string() }),
    expires_at: Instant,
  }),
  record: ["reason", "ticket"],
});

export const endActing = endpoint({
  method: "POST",
  path: "/admin/impersonate/end",
  access: "public",
  key: false,
  acting: true,
  // Who acts is no administrator then, and would be kept from opening the site.
  duringMaintenance: "all",
  fromAnywhere: true,
  summary: "Be oneself again",
});
