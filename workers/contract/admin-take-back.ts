import * as v from "valibot";
import { Count } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const takeBackJob = endpoint({
  method: "POST",
  path: "/admin/bulk/jobs/:id/take-back",
  access: "admin",
  stepUp: "second-factor",
  summary:
    "Enable, or take out of the archive, what a job disabled or archived and nobody has changed since. With neither `expected_count` nor `dry_run` it looks only",
  param: v.object({ id: Id }),
  json: v.object({
    /** Absent: false where a count is expected. A call that names neither looks only. */
    dry_run: v.optional(v.boolean()),
    /** How many the preview spoke of: BULK_003 where it is another number by now. */
    expected_count: v.optional(Count),
  }),
  output: v.object({
    success: v.boolean(),
    dry_run: v.boolean(),
    /** How many the job has changed. */
    changed_count: Count,
    /** Those of them that stand as it left them. */
    matched_count: Count,
    taken_back_count: Count,
    /** The first hundred: people with their address, or projects with their owner. */
    items: v.array(v.object({ id: Id, name: v.string(), whose: v.string() })),
    job_id: v.nullable(Id),
  }),
  record: ["dry_run"],
});
