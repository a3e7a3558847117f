import * as v from "valibot";
import { Count, Instant, Page, PageQuery } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const JobState = v.picklist(["waiting", "running", "done", "failed", "cancelled"]);
export type JobState = v.InferOutput<typeof JobState>;

/** Null: the site itself. */
const Starter = v.nullable(v.object({ id: Id, name: v.string() }));

const TakenBack = v.object({
  id: Id,
  state: JobState,
  /** As of every job: how many it dealt with, of those failed. */
  done: Count,
  failed: Count,
  created_by: Starter,
  created_at: Instant,
});

/** Long work that goes on by itself: progress, result, and what could not be done. */
export const JobInfo = v.object({
  id: Id,
  /** The name of its kind, e.g. `import_users`. */
  kind: v.string(),
  state: JobState,
  /** Null: not known. */
  total: v.nullable(Count),
  /** Of those `failed`. */
  done: Count,
  failed: Count,
  /** Asked to stop; it does before its next step. */
  stopping: v.boolean(),
  result: v.record(v.string(), v.union([v.string(), v.number()])),
  /** The first hundred. */
  problems: v.array(
    v.object({
      row: v.nullable(Count),
      subject: v.nullable(v.string()),
      error: v.string(),
    }),
  ),
  error: v.nullable(v.object({ code: v.string(), message: v.string() })),
  /** The job whose changes this one takes back; its record may be past its time. */
  takes_back: v.nullable(Id),
  /** The jobs that took back changes of this one, newest first: what one leaves, the next may take. */
  taken_back_by: v.array(TakenBack),
  created_by: Starter,
  created_at: Instant,
  started_at: v.nullable(Instant),
  finished_at: v.nullable(Instant),
});
export type JobInfo = v.InferOutput<typeof JobInfo>;

const param = v.object({ id: Id });

export const listJobs = endpoint({
  method: "GET",
  path: "/admin/jobs",
  access: "admin",
  summary: "Long work, newest first",
  query: v.object({
    kind: v.optional(v.pipe(v.string(), v.maxLength(50))),
    state: v.optional(JobState),
    /** Those somebody began, or those the site began by itself; absent: both. */
    begun_by: v.optional(v.picklist(["people", "site"])),
    ...PageQuery,
  }),
  output: v.object(Page(JobInfo)),
});

export const getJob = endpoint({
  method: "GET",
  path: "/admin/jobs/:id",
  access: "admin",
  summary: "One job: how far it is, what came of it",
  param,
  output: JobInfo,
});

export const cancelJob = endpoint({
  method: "POST",
  path: "/admin/jobs/:id/cancel",
  access: "admin",
  summary: "Stop a job before its next step; what is done stays done",
  param,
  output: JobInfo,
});
