import { eq } from "drizzle-orm";
import { Hono } from "hono";
import * as contract from "#contract/admin-content";
import { deliverSoon } from "../../mail/outbox.ts";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf } from "../../platform/http/http.ts";
import { implement, raw, type AppEnv } from "../../platform/http/implement.ts";
import { unwrap } from "../../platform/result.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { respondFile } from "../../workspace/respond-file.ts";
import { closeLeave, listLeaves, openLeave, recordReading, requireLeave } from "./leave.ts";

export const contentRoutes = new Hono<AppEnv>();

implement(contentRoutes, contract.openContent, async (c, { actor, json }) => {
  const access = await openLeave(c.env, {
    actor,
    origin: originOf(c),
    reason: json.reason,
    resourceType: json.resource_type,
    resourceId: json.resource_id,
  });
  deliverSoon(c);
  return access;
});

implement(contentRoutes, contract.listContentAccess, async (c, { actor }) => ({
  items: await listLeaves(c.env, actor),
}));

implement(contentRoutes, contract.closeContent, (c, { actor, param }) =>
  closeLeave(c.env, param.id, { actor, origin: originOf(c) }),
);

implement(contentRoutes, contract.listContentFiles, async (c, { actor, param }) => {
  const leave = await requireLeave(c.env, actor, param.id, "PROJECT");
  await recordReading(c.env, leave, { actor, origin: originOf(c) }, { read: "tree" });
  const { items, total_size } = await c.env.WORKSPACE.getByName(leave.resourceId).tree();
  return { items, total_size };
});

raw(contentRoutes, contract.readContentFile, async (c, { actor, param }) => {
  const leave = await requireLeave(c.env, actor, param.id, "PROJECT");
  await recordReading(
    c.env,
    leave,
    { actor, origin: originOf(c) },
    { read: "file", path: param.path },
  );
  const workspace = c.env.WORKSPACE.getByName(leave.resourceId);
  return respondFile(c.req.raw.headers, false, async (range) =>
    unwrap(await workspace.readFile(param.path, range)),
  );
});

implement(contentRoutes, contract.readContentHistory, async (c, { actor, param, query }) => {
  const leave = await requireLeave(c.env, actor, param.id, "SESSION");
  await recordReading(
    c.env,
    leave,
    { actor, origin: originOf(c) },
    { read: "history", before: query.before ?? null },
  );
  const row = await openDb(c.env.DB)
    .select({ title: chatSession.title })
    .from(chatSession)
    .where(eq(chatSession.id, leave.resourceId))
    .get();
  if (!row) throw new AppError("SESSION_002");
  const object = c.env.CHAT_SESSION.getByName(leave.resourceId);
  const { items, has_more } = await object.history(query.before ?? null, query.limit);
  return { title: row.title, items, has_more };
});
