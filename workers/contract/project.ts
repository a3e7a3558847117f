import * as v from "valibot";
import { Count, Instant, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

const ProjectName = v.pipe(Name(100), v.regex(/^[^/\\]+$/, "no slash"));

/** `archived`: put away, kept whole, opened again when it is taken back; `deleted`: in the bin. */
export const ProjectStatus = v.picklist(["active", "archived", "deleted"]);
export type ProjectStatus = v.InferOutput<typeof ProjectStatus>;

export const ProjectInfo = v.object({
  id: Id,
  name: v.string(),
  /** The virtual directory of the project (U-005), e.g. `/workspace/my-webapp`. */
  directory: v.string(),
  owner: v.object({ id: Id, name: v.string() }),
  status: ProjectStatus,
  member_count: Count,
  session_count: Count,
  created_at: v.string(),
  last_activity_at: v.string(),
  /** Of those in the bin: when it goes for good, and what it takes of its owner's quota until then. */
  bin: v.optional(v.object({ purged_at: Instant, bytes: Count })),
});
export type ProjectInfo = v.InferOutput<typeof ProjectInfo>;

const param = v.object({ id: Id });

export const listProjects = endpoint({
  method: "GET",
  path: "/projects",
  access: "guest",
  summary: "The caller's projects, latest activity first; of the bin those they own",
  query: v.object({ status: v.optional(ProjectStatus, "active") }),
  output: v.object({ items: v.array(ProjectInfo) }),
});

export const createProject = endpoint({
  method: "POST",
  path: "/projects",
  access: "user",
  summary: "Create a project with an empty workspace",
  json: v.object({
    name: ProjectName,
    /** A template whose files it begins with. */
    template_id: v.optional(Id),
  }),
  output: ProjectInfo,
  created: true,
  record: ["name"],
});

export const getProject = endpoint({
  method: "GET",
  path: "/projects/:id",
  access: "guest",
  summary: "One project",
  param,
  output: ProjectInfo,
});

export const updateProject = endpoint({
  method: "PATCH",
  path: "/projects/:id",
  access: "user",
  acting: true,
  summary: "Rename a project",
  param,
  json: v.object({ name: ProjectName }),
  output: ProjectInfo,
  record: ["name"],
});

export const archiveProject = endpoint({
  method: "POST",
  path: "/projects/:id/archive",
  access: "user",
  acting: true,
  summary: "Put a project away: files and chats stay, nobody works in it until it is taken back",
  param,
});

export const unarchiveProject = endpoint({
  method: "POST",
  path: "/projects/:id/unarchive",
  access: "user",
  acting: true,
  summary:
    "Take a project back out of the archive; chats beyond what its people may hold stay put away",
  param,
});

export const restoreOwnProject = endpoint({
  method: "POST",
  path: "/projects/:id/restore",
  access: "user",
  summary: "Take one's project back out of the bin",
  param,
});

export const deleteProject = endpoint({
  method: "DELETE",
  path: "/projects/:id",
  access: "user",
  summary:
    "Move a project to the bin (kept 30 days, T-35); `purge=now` destroys one that lies there, after a fresh proof",
  param,
  query: v.object({ purge: v.optional(v.literal("now")) }),
});
