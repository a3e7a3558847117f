import * as contract from "#contract/admin-project";
import type { ProjectSummary } from "#contract/admin-project";
import type { ProjectStatus } from "#contract/project";
import { call } from "../../client/call.ts";

export type ProjectAction = "archive" | "unarchive" | "delete" | "restore";

const from: Record<ProjectAction, readonly ProjectStatus[]> = {
  archive: ["active"],
  unarchive: ["archived"],
  restore: ["deleted"],
  delete: ["active", "archived"],
};

export const actionsFor = (project: ProjectSummary): ProjectAction[] =>
  (Object.keys(from) as ProjectAction[]).filter((name) => from[name].includes(project.status));

const posts = {
  archive: contract.archiveProjectOf,
  unarchive: contract.unarchiveProjectOf,
  restore: contract.restoreProject,
} as const;

/** Throws `ApiError`. */
export async function runAction(
  name: ProjectAction,
  id: string,
  reason: string | undefined,
): Promise<void> {
  const given = reason === undefined ? {} : { reason };
  if (name === "delete") await call(contract.deleteProjectOf, { param: { id }, query: given });
  else await call(posts[name], { param: { id }, json: given });
}
