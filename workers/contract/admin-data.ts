import * as v from "valibot";
import { Count, Instant, PageQuery, Page } from "./common.ts";
import { Moment } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** What can be cleaned up: `audit_logs` are changes and access, `security_logs` the rest of them. */
export const CleanupTarget = v.picklist([
  "activity_logs",
  "error_logs",
  "audit_logs",
  "security_logs",
  "session_logs",
  "deleted_projects",
  "deleted_sessions",
]);
export type CleanupTarget = v.InferOutput<typeof CleanupTarget>;

const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650));

/** Said each time: what is looked at here is then taken away. */
const DaysParam = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(3650));

/** `?target_types=a&target_types=b`, or `a,b`; `target_types[]` is document A's way to write it. */
const Targets = v.pipe(
  v.string(),
  v.transform((text) => [...new Set(text.split(","))]),
  v.pipe(v.array(CleanupTarget), v.minLength(1)),
);

const Preview = v.object({
  target_type: CleanupTarget,
  target_type_display: v.string(),
  record_count: Count,
  oldest_record_at: v.nullable(Instant),
  newest_record_at: v.nullable(Instant),
  estimated_size_bytes: Count,
  estimated_size_display: v.string(),
  /** What holds: what was asked for, or the floor where that is more (T-23). */
  retention_days: Count,
  /** The floor: no clean-up goes below it. */
  least_days: Count,
  /** What is older goes. */
  cutoff_date: Instant,
});

export const previewCleanup = endpoint({
  method: "GET",
  path: "/admin/data/cleanup/preview",
  access: "admin",
  summary: "What a clean-up would take away (A-110)",
  query: v.object({ target_types: Targets, retention_days: DaysParam }),
  output: v.object({
    preview: v.array(Preview),
    total_record_count: Count,
    total_estimated_size_bytes: Count,
    total_estimated_size_display: v.string(),
    /** When it was looked: what comes after that stays where a clean-up is asked for with it. */
    as_of: Instant,
    requested_days: Count,
    /** The shortest that holds of all: nothing younger goes. */
    retention_days: Count,
    cutoff_date: Instant,
  }),
});

export const executeCleanup = endpoint({
  method: "POST",
  path: "/admin/data/cleanup/execute",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary: "Take old data away, in steps that go on by themselves (A-111)",
  json: v.object({
    target_types: v.pipe(v.array(CleanupTarget), v.minLength(1), v.maxLength(7)),
    retention_days: Days,
    dry_run: v.optional(v.boolean(), false),
    /** The preview's: days are counted from there. Without it, from now, and a bin keeps its last day. */
    as_of: v.optional(Moment),
    /** How many records the preview spoke of: BULK_003 where it is another number by now. */
    expected_count: v.optional(Count),
  }),
  output: v.object({
    success: v.boolean(),
    results: v.array(
      v.object({
        target_type: CleanupTarget,
        deleted_count: Count,
        freed_bytes: Count,
        /** What is older goes. */
        cutoff_date: Instant,
      }),
    ),
    total_deleted_count: Count,
    total_freed_bytes: Count,
    total_freed_display: v.string(),
    executed_at: Instant,
    /** The job that does it; null on a dry run. */
    job_id: v.nullable(Id),
    /** False: it goes on, the figures are what is done so far. */
    finished: v.boolean(),
  }),
  record: ["target_types", "retention_days", "dry_run", "as_of", "expected_count"],
});

export const Orphan = v.object({
  id: Id,
  file_name: v.string(),
  file_path: v.string(),
  size_bytes: Count,
  size_display: v.string(),
  mime_type: v.string(),
  created_at: Instant,
  /** Nobody counts reads of stored bodies. */
  last_accessed_at: v.nullable(Instant),
  original_project_id: v.nullable(Id),
  original_project_name: v.nullable(v.string()),
});
export type Orphan = v.InferOutput<typeof Orphan>;

export const listOrphans = endpoint({
  method: "GET",
  path: "/admin/data/orphan-files",
  access: "admin",
  summary: "Stored bodies no project names any more, as the last search found them (A-112)",
  query: v.object(PageQuery),
  output: v.object({
    ...Page(Orphan),
    total_size_bytes: Count,
    total_size_display: v.string(),
    /** When the last search ended; null: there was none. */
    searched_at: v.nullable(Instant),
  }),
});

export const searchOrphans = endpoint({
  method: "POST",
  path: "/admin/data/orphan-files/search",
  access: "admin",
  summary: "Look for orphans anew, as a job",
  json: v.object({}),
  output: v.object({ job_id: Id }),
});

/** Named in one request. */
export const mostOrphans = 100;

export const deleteOrphans = endpoint({
  method: "POST",
  path: "/admin/data/orphan-files/cleanup",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary:
    "Delete orphans: those named, or all that were found; each is looked at once more (A-113)",
  json: v.object({
    file_ids: v.optional(v.pipe(v.array(Id), v.maxLength(mostOrphans)), []),
    delete_all: v.optional(v.boolean(), false),
  }),
  output: v.object({
    success: v.boolean(),
    deleted_count: Count,
    freed_bytes: Count,
    freed_display: v.string(),
    job_id: v.nullable(Id),
    finished: v.boolean(),
  }),
  record: ["file_ids", "delete_all"],
});

const policy = {
  activity_logs_days: Days,
  error_logs_days: Days,
  audit_logs_days: Days,
  security_logs_days: Days,
  session_logs_days: Days,
  deleted_projects_days: Days,
  chat_history_days: Days,
};
export const RetentionPolicy = v.object(policy);
export type RetentionPolicy = v.InferOutput<typeof RetentionPolicy>;

export const getRetentionPolicy = endpoint({
  method: "GET",
  path: "/admin/data/retention-policy",
  access: "admin",
  summary: "How long each class of data is kept (A-114, C-10)",
  output: RetentionPolicy,
});

export const setRetentionPolicy = endpoint({
  method: "PATCH",
  path: "/admin/data/retention-policy",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary:
    "Change how long data is kept; audit floors hold (T-23). SETTING_005 where it is not as `shown` any more",
  json: v.object({
    ...v.partial(v.object(policy)).entries,
    /** What the author had before them of what they change. */
    shown: v.optional(v.partial(v.object(policy))),
  }),
  output: RetentionPolicy,
  record: Object.keys(policy),
});
