import { Hono } from "hono";
import * as contract from "#contract/admin-session";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { deleteSession, restoreSession, stopSession } from "./change-session.ts";
import { listSessions } from "./list-sessions.ts";
import { getSessionDetail } from "./session-detail.ts";

export const allSessionRoutes = new Hono<AppEnv>();

implement(allSessionRoutes, contract.listAllSessions, (c, { query }) =>
  listSessions(openDb(c.env.DB), query),
);

implement(allSessionRoutes, contract.getSessionAsAdmin, (c, { param }) =>
  getSessionDetail(c.env, param.id),
);

implement(allSessionRoutes, contract.stopSessionOf, (c, { actor, param, json }) =>
  stopSession(c.env, param.id, { actor, origin: originOf(c), reason: json.reason }),
);

implement(allSessionRoutes, contract.deleteSessionOf, (c, { actor, param, query }) =>
  deleteSession(c.env, param.id, { actor, origin: originOf(c), reason: query.reason }),
);

implement(allSessionRoutes, contract.restoreSessionOf, (c, { actor, param, json }) =>
  restoreSession(c.env, param.id, { actor, origin: originOf(c), reason: json.reason }),
);
