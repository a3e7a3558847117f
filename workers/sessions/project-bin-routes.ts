import { Hono } from "hono";
import * as contract from "#contract/project";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { checkStepUp } from "../platform/http/guard.ts";
import { originOf, type AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { bin, changeStatus, restore, unarchive } from "../projects/change-status.ts";
import { requireBinned, requireOwned } from "../projects/service.ts";
import { fitChats } from "./fit-chats.ts";
import { purgeProject } from "./purge-project.ts";

/** What an owner does with a project and its chats at once. */
export const projectBinRoutes = new Hono<AppEnv>();

implement(projectBinRoutes, contract.unarchiveProject, async (c, { actor, param }) => {
  await requireOwned(openDb(c.env.DB), actor, param.id);
  const before = await fitChats(c.env, param.id);
  await changeStatus(c.env, param.id, unarchive, { actor, origin: originOf(c), before });
});

implement(projectBinRoutes, contract.restoreOwnProject, async (c, { actor, param }) => {
  await requireBinned(openDb(c.env.DB), actor, param.id);
  const before = await fitChats(c.env, param.id);
  await changeStatus(c.env, param.id, restore, { actor, origin: originOf(c), before });
});

implement(projectBinRoutes, contract.deleteProject, async (c, { actor, param, query }) => {
  const db = openDb(c.env.DB);
  if (query.purge !== undefined) {
    await requireBinned(db, actor, param.id);
    if (actor.key !== null) throw new AppError("KEY_002", { required: null });
    checkStepUp("reauth", actor);
    return purgeProject(c.env, actor, param.id, originOf(c));
  }
  const { status } = await requireOwned(db, actor, param.id);
  const change = bin(status === "archived" ? status : "active");
  return changeStatus(c.env, param.id, change, { actor, origin: originOf(c) });
});
