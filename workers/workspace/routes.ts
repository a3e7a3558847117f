import { Hono } from "hono";
import type { Role } from "#contract/common";
import * as contract from "#contract/file";
import { AppError } from "../platform/errors.ts";
import { originOf, type Actor, type AppContext } from "../platform/http/http.ts";
import { implement, raw, type AppEnv } from "../platform/http/implement.ts";
import { unwrap } from "../platform/result.ts";
import { requireProject } from "../sessions/access.ts";
import { attachment, etagOf, expectedVersion, hostileHeaders } from "./http-file.ts";
import { nameOf, normalizePath } from "./paths.ts";
import { respondFile } from "./respond-file.ts";
import type { Origin, WorkspaceRpc } from "./rpc.ts";

export const fileRoutes = new Hono<AppEnv>();

type Where = { project_id?: string | undefined; session_id?: string | undefined };

interface Desk {
  readonly workspace: WorkspaceRpc;
  readonly project_id: string;
  readonly role: Role;
  readonly origin: Origin;
}

/** The workspace a request names, and who asks. Throws PROJECT_001 or SESSION_002. */
async function reader(c: AppContext, actor: Actor, where: Where): Promise<Desk> {
  const { project_id, session_id, role } = await requireProject(c.env, actor, where);
  const activity = c.get("activity");
  activity.resourceId ??= project_id;
  return {
    workspace: c.env.WORKSPACE.getByName(project_id),
    project_id,
    role,
    origin: {
      kind: "user",
      user_id: actor.id,
      session_id,
      turn_id: null,
      via: { ...originOf(c), keyId: actor.key?.id ?? null },
    },
  };
}

/** As `reader`, for changes: guests, and who only views the project, just look (FILE_002). */
async function writer(c: AppContext, actor: Actor, where: Where): Promise<Desk> {
  const desk = await reader(c, actor, where);
  if (desk.role === "guest") throw new AppError("FILE_002");
  return desk;
}

const bodyOf = (c: AppContext): ReadableStream<Uint8Array> | Uint8Array =>
  c.req.raw.body ?? new Uint8Array(0);

const declaredLength = (c: AppContext): number | null => {
  const length = Number(c.req.header("content-length") ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
};

implement(fileRoutes, contract.listFiles, async (c, { actor, query }) =>
  (await reader(c, actor, query)).workspace.tree(),
);

raw(fileRoutes, contract.readFile, async (c, { actor, param, query }) => {
  const { workspace } = await reader(c, actor, query);
  return respondFile(c.req.raw.headers, query.download === "1", async (range) =>
    unwrap(await workspace.readFile(param.path, range)),
  );
});

raw(fileRoutes, contract.createFile, async (c, { actor, param, query }) => {
  const desk = await writer(c, actor, query);
  const { workspace, origin } = desk;
  const info =
    query.type === "directory"
      ? unwrap(await workspace.createDirectory(param.path, origin))
      : unwrap(await workspace.createFile(param.path, bodyOf(c), origin));
  return c.json(info, 201, { ETag: etagOf(info.version) });
});

raw(fileRoutes, contract.saveFile, async (c, { actor, param, query }) => {
  const version = expectedVersion(c.req.header("if-match"), c.req.header("if-none-match"));
  const { workspace, origin } = await writer(c, actor, query);
  const info = unwrap(await workspace.saveFile(param.path, bodyOf(c), version, origin));
  return c.json(info, 200, { ETag: etagOf(info.version) });
});

implement(fileRoutes, contract.deleteFile, async (c, { actor, param, query }) => {
  const desk = await writer(c, actor, query);
  return unwrap(await desk.workspace.deletePath(param.path, desk.origin));
});

implement(fileRoutes, contract.moveFile, async (c, { actor, param, json }) => {
  const desk = await writer(c, actor, { project_id: param.id });
  return unwrap(await desk.workspace.movePath(json.from, json.to, desk.origin));
});

raw(fileRoutes, contract.importArchive, async (c, { actor, param, query }) => {
  const desk = await writer(c, actor, { project_id: param.id });
  const { workspace, origin } = desk;
  const body = c.req.raw.body;
  if (!body) throw new AppError("FILE_007", { path: "", why: "format" });
  const options = { into: query.into, strip: query.strip, length: declaredLength(c) };
  const result = unwrap(
    await workspace.importArchive(body, options, { ...origin, kind: "import" }),
  );
  return c.json(result);
});

raw(fileRoutes, contract.downloadArchive, async (c, { actor, param, query }) => {
  const { workspace } = await reader(c, actor, { project_id: param.id });
  const zip = unwrap(await workspace.downloadArchive(query.path));
  const name = nameOf(query.path) || "project";
  return new Response(zip, {
    headers: {
      ...hostileHeaders,
      "Content-Type": "application/zip",
      "Content-Disposition": attachment(`${name}.zip`),
    },
  });
});

implement(fileRoutes, contract.searchFiles, async (c, { actor, param, json }) => {
  const { workspace } = await reader(c, actor, { project_id: param.id });
  return unwrap(await workspace.search(json));
});

implement(fileRoutes, contract.listChanges, async (c, { actor, param, query }) => {
  const { workspace } = await reader(c, actor, { project_id: param.id });
  const path = query.path === undefined ? undefined : normalizePath(query.path);
  return workspace.changes({ ...query, path });
});

raw(fileRoutes, contract.readBlob, async (c, { actor, param }) => {
  const { workspace } = await reader(c, actor, { project_id: param.id });
  const { size, body } = unwrap(await workspace.readBlob(param.hash));
  return new Response(body, {
    headers: {
      ...hostileHeaders,
      "Content-Type": "application/octet-stream",
      "Content-Length": String(size),
      "Cache-Control": "private, max-age=31536000, immutable",
      ETag: `"${param.hash}"`,
    },
  });
});
