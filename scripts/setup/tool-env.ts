import { delimiter } from "node:path";
import { fromRoot } from "./paths.ts";

/**
 * What local tools run with: the packaged Node first on PATH, no telemetry, no question asked of the
 * network, and a registry of running Workers that belongs to this checkout alone.
 */
export function toolEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${fromRoot("node_modules/.bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    // The recorder takes as long as the Worker; X_LOCAL_OBSERVABILITY=true brings it back.
    X_LOCAL_OBSERVABILITY: process.env["X_LOCAL_OBSERVABILITY"] ?? "false",
    WRANGLER_REGISTRY_PATH: fromRoot(".wrangler/registry"),
    NO_UPDATE_NOTIFIER: "1",
    ...extra,
  };
}
