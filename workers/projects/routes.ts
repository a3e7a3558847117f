import { Hono } from "hono";
import * as contract from "#contract/project";
import { openDb } from "../platform/db.ts";
import { originOf, type AppEnv } from "../platform/http.ts";
import { implement } from "../platform/implement.ts";
import {
  createProject,
  deleteProject,
  getProject,
  listLiveSessions,
  listProjects,
  renameProject,
} from "./service.ts";

export const projectRoutes = new Hono<AppEnv>();

implement(projectRoutes, contract.listProjects, async (c, { actor }) => ({
  items: await listProjects(openDb(c.env.DB), actor),
}));

implement(projectRoutes, contract.createProject, async (c, { actor, json }) => {
  const created = await createProject(openDb(c.env.DB), actor, json.name, originOf(c));
  await c.env.WORKSPACE.getByName(created.id).open(created.id);
  c.get("activity").resourceId = created.id;
  return created;
});

implement(projectRoutes, contract.getProject, (c, { actor, param }) =>
  getProject(openDb(c.env.DB), actor, param.id),
);

implement(projectRoutes, contract.updateProject, (c, { actor, param, json }) =>
  renameProject(openDb(c.env.DB), actor, param.id, json.name, originOf(c)),
);

implement(projectRoutes, contract.deleteProject, async (c, { actor, param }) => {
  const db = openDb(c.env.DB);
  await deleteProject(db, actor, param.id, originOf(c));
  // What lies in the bin takes none of its owner's quota.
  await c.env.METER.getByName(actor.id).noteSize(param.id, 0, 0);
  const live = await listLiveSessions(db, param.id);
  await Promise.all(live.map((id) => c.env.CHAT_SESSION.getByName(id).close()));
});
