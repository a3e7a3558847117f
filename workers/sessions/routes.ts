import { Hono } from "hono";
import type { PermissionMode, Role } from "#contract/common";
import { newId } from "#contract/ids";
import * as contract from "#contract/session";
import type { SessionInfo } from "#contract/session";
import { mayUseMode, roleTable } from "../agent/roles.ts";
import { meterOf } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../platform/http/http.ts";
import { requireProof } from "../platform/http/guard.ts";
import { implement } from "../platform/http/implement.ts";
import { tellLimit } from "../platform/http/limit-headers.ts";
import { unwrap } from "../platform/result.ts";
import { getProject } from "../projects/service.ts";
import { resolveModelFor } from "../usage/models-for.ts";
import { requireProject } from "./access.ts";
import { archiveSession, unarchiveSession } from "./archive.ts";
import { endOfMode, requireBypassProof } from "./bypass.ts";
import { checkHeld } from "./held.ts";
import {
  countOthers,
  createSession,
  deleteSession,
  getDeletable,
  getSession,
  listSessions,
  updateSession,
} from "./service.ts";

export const sessionRoutes = new Hono<AppEnv>();

const defaultTitle = { ja: "新しいチャット", en: "New chat" } as const;

/** U-063: which modes a role has, its table says. Throws SESSION_004, and for bypass what its proof throws. */
function checkMode(mode: PermissionMode, actor: Actor, role: Role): PermissionMode {
  if (!mayUseMode(role, mode)) throw new AppError("SESSION_004");
  if (mode === "bypass") requireBypassProof(actor);
  return mode;
}

/** The catalogue's id of a model or alias that the role may use. Throws CLAUDE_003. */
async function checkModel(c: AppContext, role: Role, name: string | undefined): Promise<string> {
  const model = await resolveModelFor(c.env, role, name);
  if (!model) throw new AppError("CLAUDE_003");
  return model.id;
}

implement(sessionRoutes, contract.createSession, async (c, { actor, json }) => {
  const db = openDb(c.env.DB);
  const { role } = await requireProject(c.env, actor, json);
  const mode = checkMode(json.mode ?? roleTable[role].default_mode, actor, role);
  const meter = meterOf(c.env, actor.id);
  const count = { kinds: ["session_creations_per_minute"] as const, key_id: actor.key?.id ?? null };
  const counted = await meter.count(count);
  const [created] = unwrap(counted);
  const [project, model, { sessions_held }] = await Promise.all([
    getProject(db, actor, json.project_id),
    checkModel(c, role, json.model),
    meter.limits(),
  ]);
  await checkHeld(db, actor.id, sessions_held);
  const title = json.title ?? defaultTitle[c.var.language];
  const id = newId();
  const bypass_until = endOfMode(mode);
  // The object first: a row without its object could never be opened, an object without a row is never found.
  await c.env.CHAT_SESSION.getByName(id).open({
    session_id: id,
    project_id: project.id,
    project_name: project.name,
    owner: { id: actor.id, name: actor.name, role },
    title,
    model,
    mode,
    bypass_until,
  });
  c.get("activity").resourceId = id;
  const settings = { id, project_id: project.id, title, model, mode, bypass_until };
  const info = await createSession(db, actor, settings, sessions_held, originOf(c));
  tellLimit(c, created);
  return info;
});

/** A title comes from what was said: who acts as somebody does not read it (T-24). */
const withTitle = (actor: Actor, info: SessionInfo): SessionInfo =>
  actor.impersonator ? { ...info, title: "•••" } : info;

implement(sessionRoutes, contract.listSessions, async (c, { actor, query }) => {
  const items = await listSessions(openDb(c.env.DB), actor, query.project_id);
  return { items: items.map((info) => withTitle(actor, info)) };
});

implement(sessionRoutes, contract.getSession, async (c, { actor, param }) =>
  withTitle(actor, await getSession(openDb(c.env.DB), actor, param.id)),
);

implement(sessionRoutes, contract.updateSession, async (c, { actor, param, json }) => {
  const { role } = await requireProject(c.env, actor, { session_id: param.id });
  if (json.mode) checkMode(json.mode, actor, role);
  const change = {
    ...json,
    ...(json.model ? { model: await checkModel(c, role, json.model) } : {}),
    ...(json.mode ? { bypass_until: endOfMode(json.mode) } : {}),
  };
  const info = await updateSession(openDb(c.env.DB), actor, param.id, change, originOf(c));
  await c.env.CHAT_SESSION.getByName(param.id).configure({ ...change, role });
  return info;
});

implement(sessionRoutes, contract.archiveSession, async (c, { actor, param }) =>
  withTitle(actor, await archiveSession(openDb(c.env.DB), actor, param.id, originOf(c))),
);

implement(sessionRoutes, contract.unarchiveSession, async (c, { actor, param }) => {
  const { sessions_held } = await meterOf(c.env, actor.id).limits();
  const db = openDb(c.env.DB);
  return withTitle(actor, await unarchiveSession(db, actor, param.id, sessions_held, originOf(c)));
});

implement(sessionRoutes, contract.deleteSession, async (c, { actor, param, query }) => {
  const db = openDb(c.env.DB);
  const session = await getDeletable(db, actor, param.id);
  // As from the console: somebody else's takes a proof.
  if (session.user_id !== actor.id) requireProof("reauth", actor);
  const withFiles = query.files === "delete";
  if (withFiles) {
    const { role } = await requireProject(c.env, actor, { session_id: param.id });
    if (role === "guest") throw new AppError("FILE_002");
  }
  if (withFiles && (await countOthers(db, session.project_id, param.id)) > 0) {
    throw new AppError("SESSION_005");
  }
  await deleteSession(db, actor, param.id, originOf(c), withFiles);
  await c.env.CHAT_SESSION.getByName(param.id).close();
  if (withFiles) {
    const origin = {
      kind: "user",
      user_id: actor.id,
      session_id: null,
      turn_id: null,
      via: { ...originOf(c), keyId: actor.key?.id ?? null },
    } as const;
    await c.env.WORKSPACE.getByName(session.project_id).clear(origin);
  }
});

implement(sessionRoutes, contract.getHistory, async (c, { actor, param, query }) => {
  await getSession(openDb(c.env.DB), actor, param.id);
  return c.env.CHAT_SESSION.getByName(param.id).history(query.before ?? null, query.limit);
});
