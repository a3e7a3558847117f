import { Hono } from "hono";
import * as contract from "#contract/admin-security";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { dismissFinding, listFindings, reopenFinding } from "./findings.ts";
import { listLogins } from "./list-logins.ts";
import { listLoginsOf } from "./logins-of.ts";
import { terminateLogin, terminateLoginsOf } from "./terminate.ts";
import { listViolations } from "./violations.ts";

export const securityRoutes = new Hono<AppEnv>();

implement(securityRoutes, contract.listAllLogins, (c, { actor, query }) =>
  listLogins(c.env, query, actor.login_id),
);

implement(securityRoutes, contract.listLoginsOf, (c, { actor, param }) =>
  listLoginsOf(c.env, param.user_id, actor.login_id),
);

implement(securityRoutes, contract.terminateLogin, (c, { actor, param, json }) =>
  terminateLogin(c.env, param.id, { actor, origin: originOf(c), note: json.note }),
);

implement(securityRoutes, contract.terminateLoginsOf, (c, { actor, param, json }) =>
  terminateLoginsOf(c.env, param.user_id, { actor, origin: originOf(c), note: json.note }),
);

implement(securityRoutes, contract.listFindings, (c, { query }) =>
  listFindings(openDb(c.env.DB), query),
);

implement(securityRoutes, contract.dismissFinding, (c, { actor, param, json }) =>
  dismissFinding(c.env, param.id, { actor, origin: originOf(c), note: json.note }),
);

implement(securityRoutes, contract.reopenFinding, (c, { actor, param }) =>
  reopenFinding(c.env, param.id, { actor, origin: originOf(c) }),
);

implement(securityRoutes, contract.listViolations, (c, { query }) =>
  listViolations(openDb(c.env.DB), query),
);
