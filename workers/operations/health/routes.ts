import { Hono } from "hono";
import * as contract from "#contract/admin-health";
import type { Env } from "../../platform/env.ts";
import type { AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { checkSite, checkSiteInDetail } from "./check-site.ts";
import { readHistory } from "./history.ts";
import { listRuns } from "./job-runs.ts";
import { preflight } from "./preflight.ts";

/** Whoever asks again within this time is told what was found (T-34). Milliseconds. */
const keptFor = 15_000;

/** Values, not promises: one that another request made ends with that request. */
function keep<T>(look: (env: Env) => Promise<T>): (env: Env) => Promise<T> {
  const kept = new WeakMap<D1Database, { at: number; value: T }>();
  return async (env) => {
    const found = kept.get(env.DB);
    if (found !== undefined && found.at + keptFor > Date.now()) return found.value;
    const value = await look(env);
    kept.set(env.DB, { at: Date.now(), value });
    return value;
  };
}

const simple = keep((env) => checkSite(env));
const detailed = keep((env) => checkSiteInDetail(env));

export const siteHealthRoutes = new Hono<AppEnv>();

implement(siteHealthRoutes, contract.checkHealth, (c) => simple(c.env));
implement(siteHealthRoutes, contract.checkHealthInDetail, (c) => detailed(c.env));
implement(siteHealthRoutes, contract.getHealthHistory, (c, { query }) =>
  readHistory(c.env, query.period),
);
implement(siteHealthRoutes, contract.listCronJobs, (c) => listRuns(c.env.DB));
implement(siteHealthRoutes, contract.getPreflight, (c) => preflight(c.env));
