import * as v from "valibot";
import { Count, Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const verifyAudit = endpoint({
  method: "POST",
  path: "/admin/audit-logs/verify",
  access: "admin",
  summary: "Check the audit log against its hash chain, in bounded steps (T-23)",
  json: v.object({ from: v.optional(Count, 1) }),
  output: v.object({
    ok: v.boolean(),
    /** Of the links checked in this step. */
    checked: Count,
    /** Of these, rows whose person is gone: what told of them is out, the rest holds. */
    erased: Count,
    /** The first link that does not hold. */
    broken_at: v.nullable(Count),
    problem: v.nullable(v.picklist(["changed", "missing", "unsealed_gap", "fork"])),
    /** Where the next step begins; null: all was checked. */
    next: v.nullable(Count),
    head: v.nullable(v.object({ seq: Count, hash: v.string(), sealed_at: Instant })),
    /** Written, and not in the chain yet. */
    unsealed: Count,
  }),
});
