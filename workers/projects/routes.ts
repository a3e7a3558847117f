import { Hono } from "hono";
import * as contract from "#contract/project";
import { templateFiles } from "../masters/lists.ts";
import { deliverSoon } from "../mail/outbox.ts";
import { openDb } from "../platform/db.ts";
import { originOf, type AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { unwrap } from "../platform/result.ts";
import { readSettings } from "../settings/read-settings.ts";
import { archive, changeStatus } from "./change-status.ts";
import {
  createProject,
  getProject,
  listBin,
  listProjects,
  renameProject,
  requireOwned,
} from "./service.ts";
import { tellCreated } from "./tell-created.ts";

export const projectRoutes = new Hono<AppEnv>();

implement(projectRoutes, contract.listProjects, async (c, { actor, query }) => ({
  items:
    query.status === "deleted"
      ? await listBin(openDb(c.env.DB), actor, (await readSettings(c.env)).bin_days)
      : await listProjects(openDb(c.env.DB), actor, query.status),
}));

implement(projectRoutes, contract.createProject, async (c, { actor, json }) => {
  const db = openDb(c.env.DB);
  const files = json.template_id ? await templateFiles(db, json.template_id) : {};
  const created = await createProject(db, actor, json.name, {
    origin: originOf(c),
    most: (await readSettings(c.env)).max_projects,
    mails: (made) => tellCreated(db, c.env, actor, made),
  });
  deliverSoon(c);
  const workspace = c.env.WORKSPACE.getByName(created.id);
  await workspace.open(created.id);
  const origin = { kind: "import", user_id: actor.id, session_id: null, turn_id: null } as const;
  for (const [path, text] of Object.entries(files)) {
    unwrap(await workspace.saveFile(path, new TextEncoder().encode(text), null, origin));
  }
  c.get("activity").resourceId = created.id;
  return created;
});

implement(projectRoutes, contract.getProject, (c, { actor, param }) =>
  getProject(openDb(c.env.DB), actor, param.id),
);

implement(projectRoutes, contract.updateProject, (c, { actor, param, json }) =>
  renameProject(openDb(c.env.DB), actor, param.id, json.name, originOf(c)),
);

implement(projectRoutes, contract.archiveProject, async (c, { actor, param }) => {
  await requireOwned(openDb(c.env.DB), actor, param.id);
  await changeStatus(c.env, param.id, archive, { actor, origin: originOf(c) });
});
