import { Hono } from "hono";
import * as contract from "#contract/admin-report";
import type { WeeklyReport } from "#contract/admin-report";
import { originOf, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { answeredOnce } from "../statistics/frame.ts";
import { markdownOf } from "./lines.ts";
import { sendReportNow } from "./send.ts";
import { weekAt } from "./week.ts";
import { weeklyReport } from "./weekly-report.ts";

export const reportRoutes = new Hono<AppEnv>();

function report(c: AppContext, day: string | undefined): Promise<WeeklyReport> {
  const now = Date.now();
  const week = weekAt(day, now);
  const { language } = c.var;
  return answeredOnce(
    c.env,
    ["weekly", week, language],
    (work) => c.executionCtx.waitUntil(work),
    () => weeklyReport(c.env, week, language, now),
  );
}

implement(reportRoutes, contract.getWeeklyReport, (c, { query }) => report(c, query.week));

raw(reportRoutes, contract.downloadWeeklyReport, async (c, { query }) => {
  const found = await report(c, query.week);
  return new Response(markdownOf(found, c.var.language), {
    headers: {
      "content-type": "text/markdown; charset=utf-8",
      "content-disposition": `attachment; filename="engawa-weekly-${found.start_date}.md"`,
      "cache-control": "no-store",
    },
  });
});

implement(reportRoutes, contract.sendReportNow, (c, { actor, json }) =>
  sendReportNow(c.env, { actor, origin: originOf(c) }, json.week),
);
