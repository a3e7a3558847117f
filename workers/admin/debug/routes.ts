import { Hono } from "hono";
import * as contract from "#contract/admin-debug";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { exportEntries, listEntries } from "./entries.ts";
import { disableDebug, enableDebug, getScope, listScopes } from "./scopes.ts";

export const debugRoutes = new Hono<AppEnv>();

implement(debugRoutes, contract.getDebug, (c) => listScopes(openDb(c.env.DB)));

implement(debugRoutes, contract.enableDebug, (c, { actor, json }) =>
  enableDebug(c.env, json, { actor, origin: originOf(c) }),
);

implement(debugRoutes, contract.disableDebug, (c, { actor, json }) =>
  disableDebug(c.env, json.id, { actor, origin: originOf(c) }),
);

implement(debugRoutes, contract.listDebugEntries, (c, { param, query }) =>
  listEntries(openDb(c.env.DB), param.id, query),
);

raw(debugRoutes, contract.exportDebugEntries, async (c, { actor, param }) => {
  const db = openDb(c.env.DB);
  const scope = await getScope(db, param.id);
  await runBatch(
    db,
    auditStatement(db, actor, originOf(c), {
      event: "ACCESS",
      action: "DEBUG_EXPORTED",
      resource: ["USER", scope.user.id],
      metadata: { scope_id: scope.id, entries: scope.entries },
    }),
  );
  return new Response(exportEntries(db, param.id), {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="debug-${scope.id}.ndjson"`,
      "cache-control": "no-store",
    },
  });
});
