import { eq } from "drizzle-orm";
import { Hono } from "hono";
import * as contract from "#contract/admin-project";
import { user } from "../../auth/user.sql.ts";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { requireRightOver } from "../../platform/lasting-role.ts";
import {
  archive,
  bin,
  changeStatus,
  restore,
  unarchive,
  type StatusChange,
} from "../../projects/change-status.ts";
import { project } from "../../projects/project.sql.ts";
import { fitChats } from "../../sessions/fit-chats.ts";
import { listInactive, listProjects, listStorage } from "./list-projects.ts";
import { getProjectDetail } from "./project-detail.ts";

export const allProjectRoutes = new Hono<AppEnv>();

implement(allProjectRoutes, contract.listAllProjects, (c, { query }) =>
  listProjects(openDb(c.env.DB), query),
);

implement(allProjectRoutes, contract.listProjectStorage, (c, { query }) =>
  listStorage(openDb(c.env.DB), query),
);

implement(allProjectRoutes, contract.listInactiveProjects, (c, { query }) =>
  listInactive(openDb(c.env.DB), query),
);

interface Asked {
  readonly actor: Actor;
  readonly id: string;
  readonly reason: string | undefined;
}

/** A lasting administrator's own project is not an administrator's for a day to put away (U-140). Throws AUTH_004. */
async function checkOwner(c: AppContext, { actor, id }: Asked): Promise<void> {
  if (actor.role_until === null) return;
  const owner = await openDb(c.env.DB)
    .select({ role: user.role })
    .from(project)
    .innerJoin(user, eq(user.id, project.ownerId))
    .where(eq(project.id, id))
    .get();
  if (owner) requireRightOver(actor, owner);
}

async function change(c: AppContext, asked: Asked, how: StatusChange) {
  const { actor, id, reason } = asked;
  await checkOwner(c, asked);
  const before = how.to === "active" ? await fitChats(c.env, id) : [];
  await changeStatus(c.env, id, how, { actor, origin: originOf(c), reason, before });
}

implement(allProjectRoutes, contract.bulkArchiveProjects, async (c, { actor, json }) => {
  const skipped: { id: string; code: string }[] = [];
  const ids = [...new Set(json.project_ids)];
  for (const id of ids) {
    try {
      await change(c, { actor, id, reason: json.reason }, archive);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skipped.push({ id, code: error.code });
    }
  }
  return { success: skipped.length === 0, archived_count: ids.length - skipped.length, skipped };
});

implement(allProjectRoutes, contract.getProjectAsAdmin, (c, { param }) =>
  getProjectDetail(c.env, param.id),
);

for (const [spec, how] of [
  [contract.archiveProjectOf, archive],
  [contract.unarchiveProjectOf, unarchive],
  [contract.restoreProject, restore],
] as const) {
  implement(allProjectRoutes, spec, (c, { actor, param, json }) =>
    change(c, { actor, id: param.id, reason: json.reason }, how),
  );
}

implement(allProjectRoutes, contract.deleteProjectOf, async (c, { actor, param, query }) => {
  const { status } = await getProjectDetail(c.env, param.id);
  const from = status === "archived" ? status : "active";
  await change(c, { actor, id: param.id, reason: query.reason }, bin(from));
});
