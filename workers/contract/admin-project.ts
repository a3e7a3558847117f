import * as v from "valibot";
import {
  Count,
  InactiveDays,
  Instant,
  NumberParam,
  Page,
  PageQuery,
  Role,
  Text,
} from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { ProjectStatus } from "./project.ts";

/** With the role of the account itself, without an elevation. */
const Owner = v.object({ id: Id, name: v.string(), role: Role });

/** */
export const ProjectSummary = v.object({
  id: Id,
  name: v.string(),
  owner: Owner,
  status: ProjectStatus,
  member_count: Count,
  session_count: Count,
  storage_used_bytes: Count,
  storage_used_display: v.string(),
  file_count: Count,
  last_activity_at: Instant,
  created_at: Instant,
  /** When it went to the bin; it is gone for good some days later. */
  deleted_at: v.nullable(Instant),
});
export type ProjectSummary = v.InferOutput<typeof ProjectSummary>;

export const ProjectStatistics = v.object({
  total_projects: Count,
  active_projects: Count,
  archived_projects: Count,
  deleted_projects: Count,
  total_storage_bytes: Count,
  total_storage_display: v.string(),
});
export type ProjectStatistics = v.InferOutput<typeof ProjectStatistics>;

const filters = {
  status: v.optional(ProjectStatus),
  owner_id: v.optional(Id),
  inactive_days: InactiveDays,
  search: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  sort_by: v.optional(v.picklist(["storage", "last_activity", "created_at"]), "last_activity"),
  sort_order: v.optional(v.picklist(["asc", "desc"]), "desc"),
  ...PageQuery,
};

const list = v.object({ ...Page(ProjectSummary), statistics: ProjectStatistics });

export const listAllProjects = endpoint({
  method: "GET",
  path: "/admin/projects",
  access: "admin",
  summary: "Everybody's projects: searched, filtered, sorted, by page (A-040)",
  query: v.object(filters),
  output: list,
});

export const listProjectStorage = endpoint({
  method: "GET",
  path: "/admin/projects/storage",
  access: "admin",
  summary: "What each project stores, the largest first (A-042)",
  query: v.object(PageQuery),
  output: v.object({
    ...Page(v.object({ ...ProjectSummary.entries, share_percentage: v.number() })),
    total_storage_bytes: Count,
    total_storage_display: v.string(),
  }),
});

export const listInactiveProjects = endpoint({
  method: "GET",
  path: "/admin/projects/inactive",
  access: "admin",
  summary: "Active projects nobody worked in for some days, the longest first (A-043)",
  query: v.object({ inactive_days: NumberParam(1, 3650, 30), ...PageQuery }),
  output: v.object({ ...Page(ProjectSummary), inactive_days: Count, cutoff_date: Instant }),
});

export const ProjectDetail = v.object({
  ...ProjectSummary.entries,
  members: v.array(
    v.object({
      id: Id,
      name: v.string(),
      email: v.string(),
      role: v.picklist(["owner", "member", "viewer"]),
      since: Instant,
    }),
  ),
  /** Of all its chat sessions, those in the bin included. */
  cost_micro_usd: Count,
  message_count: Count,
  /** When what is in the bin is gone for good. */
  purged_at: v.nullable(Instant),
});
export type ProjectDetail = v.InferOutput<typeof ProjectDetail>;

const param = v.object({ id: Id });
const Reason = v.object({ reason: v.optional(Text(500)) });

export const getProjectAsAdmin = endpoint({
  method: "GET",
  path: "/admin/projects/:id",
  access: "admin",
  summary: "One project, whosever it is; without what is in its files (A-041)",
  param,
  output: ProjectDetail,
});

const change = (path: string, summary: string) =>
  endpoint({
    method: "POST",
    path: `/admin/projects/:id/${path}`,
    access: "admin",
    summary,
    param,
    json: Reason,
    record: ["reason"],
  });

export const archiveProjectOf = change("archive", "Put somebody's project away; kept whole");
export const unarchiveProjectOf = change("unarchive", "Take a project back out of the archive");
export const restoreProject = change("restore", "Take a project back out of the bin (T-35)");

export const deleteProjectOf = endpoint({
  method: "DELETE",
  path: "/admin/projects/:id",
  access: "admin",
  stepUp: "reauth",
  summary: "Move somebody's project to the bin (C-26, T-35)",
  param,
  query: v.object({ reason: v.optional(Text(500)) }),
});

/** Of one request. */
export const mostArchived = 100;

export const bulkArchiveProjects = endpoint({
  method: "POST",
  path: "/admin/projects/bulk-archive",
  access: "admin",
  stepUp: "reauth",
  summary: "Put several projects away (A-044)",
  json: v.object({
    project_ids: v.pipe(v.array(Id), v.minLength(1), v.maxLength(mostArchived)),
    reason: v.optional(Text(500)),
  }),
  output: v.object({
    success: v.boolean(),
    archived_count: Count,
    /** Those that were in another state, or gone. */
    skipped: v.array(v.object({ id: Id, code: v.string() })),
  }),
  record: ["project_ids", "reason"],
});
