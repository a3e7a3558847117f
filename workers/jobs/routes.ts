import { Hono } from "hono";
import * as contract from "#contract/job";
import { openDb } from "../platform/db.ts";
import { originOf, type AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { cancelJob } from "./cancel-job.ts";
import { getJob, listJobs } from "./list-jobs.ts";

export const jobRoutes = new Hono<AppEnv>();

implement(jobRoutes, contract.listJobs, (c, { query }) =>
  listJobs(openDb(c.env.DB), query, c.var.language),
);

implement(jobRoutes, contract.getJob, (c, { param }) =>
  getJob(openDb(c.env.DB), param.id, c.var.language),
);

implement(jobRoutes, contract.cancelJob, async (c, { actor, param }) => {
  const db = openDb(c.env.DB);
  await cancelJob(db, actor, param.id, originOf(c));
  return getJob(db, param.id, c.var.language);
});
