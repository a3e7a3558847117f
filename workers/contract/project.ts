import * as v from "valibot";
import { Count, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

const ProjectName = v.pipe(
  Text(100),
  v.regex(
    /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069/\\]+$/u,
    "no slash, control or direction character",
  ),
);

export const ProjectInfo = v.object({
  id: Id,
  name: v.string(),
  /** The virtual directory of the project (U-005), e.g. `/workspace/my-webapp`. */
  directory: v.string(),
  owner: v.object({ id: Id, name: v.string() }),
  member_count: Count,
  session_count: Count,
  created_at: v.string(),
  last_activity_at: v.string(),
});
export type ProjectInfo = v.InferOutput<typeof ProjectInfo>;

const param = v.object({ id: Id });

export const listProjects = endpoint({
  method: "GET",
  path: "/projects",
  access: "guest",
  summary: "The caller's projects, latest activity first",
  output: v.object({ items: v.array(ProjectInfo) }),
});

export const createProject = endpoint({
  method: "POST",
  path: "/projects",
  access: "user",
  summary: "Create a project with an empty workspace",
  json: v.object({ name: ProjectName }),
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
  summary: "Rename a project",
  param,
  json: v.object({ name: ProjectName }),
  output: ProjectInfo,
  record: ["name"],
});

export const deleteProject = endpoint({
  method: "DELETE",
  path: "/projects/:id",
  access: "user",
  summary: "Move a project to the bin (kept 30 days, T-35)",
  param,
});
