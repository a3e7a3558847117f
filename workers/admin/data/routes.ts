import { Hono } from "hono";
import * as contract from "#contract/admin-data";
import { openDb } from "../../platform/db.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { executeCleanup, previewCleanup } from "./clean-up.ts";
import { deleteOrphans, listOrphans, searchOrphans } from "./orphans.ts";
import { changePolicy, readPolicy } from "./policy.ts";

export const dataRoutes = new Hono<AppEnv>();

const byOf = (c: AppContext, actor: Actor) => ({
  actor,
  origin: originOf(c),
  language: c.var.language,
});

implement(dataRoutes, contract.previewCleanup, (c, { query }) =>
  previewCleanup(c.env, query, c.var.language),
);

implement(dataRoutes, contract.executeCleanup, (c, { actor, json }) =>
  executeCleanup(c.env, json, byOf(c, actor)),
);

implement(dataRoutes, contract.listOrphans, (c, { query }) => listOrphans(openDb(c.env.DB), query));

implement(dataRoutes, contract.searchOrphans, (c, { actor }) =>
  searchOrphans(c.env, byOf(c, actor)),
);

implement(dataRoutes, contract.deleteOrphans, (c, { actor, json }) =>
  deleteOrphans(c.env, json, byOf(c, actor)),
);

implement(dataRoutes, contract.getRetentionPolicy, (c) => readPolicy(c.env));

implement(dataRoutes, contract.setRetentionPolicy, (c, { actor, json }) =>
  changePolicy(c.env, json, byOf(c, actor)),
);
