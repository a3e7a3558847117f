import { Hono } from "hono";
import { endpoint } from "#contract/endpoint";
import { AppError } from "../../platform/errors.ts";
import { guard } from "../../platform/http/guard.ts";
import { equalSecrets } from "../../platform/hash.ts";
import { originOf, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { isListed } from "../../platform/http/site-rules.ts";
import { readMetrics } from "./metrics.ts";
import { openMetrics, openMetricsType } from "./open-metrics.ts";

/** `GET /metrics` (U-201): for administrators, their keys, and whoever knows METRICS_TOKEN. */
export const metricsRoute = new Hono<AppEnv>();

const spec = endpoint({
  method: "GET",
  path: "/metrics",
  access: "admin",
  summary: "Figures for scrapers, as OpenMetrics",
});

/** A shorter token is taken for none. */
const shortest = 32;

async function isScraper(c: AppContext): Promise<boolean> {
  const token = c.env.METRICS_TOKEN ?? "";
  const said = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (said === undefined || token.length < shortest) return false;
  return equalSecrets(said, token);
}

/** The token lets in from where administrators may come, as the console does (T-25). Throws AUTH_021. */
function requireAddress(c: AppContext): void {
  const list = c.get("site")?.addresses ?? [];
  if (!isListed(originOf(c).ip, list)) throw new AppError("AUTH_021");
}

metricsRoute.get(spec.path, async (c) => {
  if (await isScraper(c)) requireAddress(c);
  else guard(spec, c);
  return c.body(openMetrics(await readMetrics(c.env)), 200, {
    "content-type": openMetricsType,
    "cache-control": "no-store",
  });
});
