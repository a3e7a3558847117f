import { Hono } from "hono";
import { getCostStatistics, listPersonCosts as listPeople } from "#contract/admin-cost";
import { getEngagement } from "#contract/admin-engagement";
import * as contract from "#contract/admin-statistics";
import { openDb, type Db } from "../../platform/db.ts";
import type { AppContext, AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { answerTaking, recordExport } from "../../platform/records/record-export.ts";
import { costStatistics } from "./costs.ts";
import { engagement } from "./engagement.ts";
import { exportSeries } from "./export.ts";
import { answeredOnce } from "./frame.ts";
import { latency } from "./latency.ts";
import { readOverview } from "./overview.ts";
import { listPersonCosts } from "./person-costs.ts";
import { type Range, rangeOf } from "./range.ts";
import { errorStatistics, requestStatistics, storageStatistics, userStatistics } from "./series.ts";

export const statisticsRoutes = new Hono<AppEnv>();

/** The same for a minute, whoever asks (T-52). */
const once = <Answer extends object>(
  c: AppContext,
  question: readonly unknown[],
  answer: (db: Db, now: number) => Promise<Answer>,
): Promise<Answer> =>
  answeredOnce(
    c.env,
    question,
    (work) => c.executionCtx.waitUntil(work),
    (db) => answer(db, Date.now()),
  );

const overview = (c: AppContext, range: Range) =>
  once(c, ["site", range], (_db, now) => readOverview(c.env, range, now));

implement(statisticsRoutes, contract.getOverview, (c, { query }) =>
  overview(c, rangeOf(query, Date.now())),
);

implement(statisticsRoutes, contract.getStats, (c, { query }) =>
  overview(c, rangeOf(query, Date.now())),
);

implement(statisticsRoutes, contract.getUserStatistics, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["users", range], (db, now) => userStatistics(db, range, now));
});

implement(statisticsRoutes, contract.getStorageStatistics, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["storage", range], (db) => storageStatistics(c.env, db, range));
});

implement(statisticsRoutes, contract.getRequestStatistics, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["requests", range], (db, now) => requestStatistics(db, range, now));
});

implement(statisticsRoutes, contract.getErrorStatistics, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["failures", range], (db, now) => errorStatistics(db, range, now));
});

implement(statisticsRoutes, getCostStatistics, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["costs", range], (db, now) => costStatistics(c.env, db, range, now));
});

implement(statisticsRoutes, getEngagement, (c, { query }) => {
  const range = rangeOf(query, Date.now());
  return once(c, ["engagement", range], (db, now) => engagement(db, range, now));
});

implement(statisticsRoutes, contract.getLatency, (c, { query }) =>
  once(c, ["latency", query], (db, now) => latency(db, query, now)),
);

implement(statisticsRoutes, listPeople, (c, { query }) => listPersonCosts(openDb(c.env.DB), query));

raw(statisticsRoutes, contract.exportStatistics, async (c, { actor, param, query }) => {
  const range = rangeOf(query, Date.now());
  const { start, end } = range;
  const begun = await recordExport(c, actor, "STATISTICS", { series: param.series, start, end });
  return answerTaking(begun, (taking) =>
    exportSeries(c.env, param.series, range, query.minutes, Date.now(), taking),
  );
});
