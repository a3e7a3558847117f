import type { Part, Problem } from "#contract/admin-health";
import { errorFields, log } from "../../platform/log.ts";

/** What a check found, before it is known how long that took. */
export interface Finding {
  readonly status?: "degraded" | "unhealthy" | "off";
  readonly problem?: Problem;
  readonly details?: NonNullable<Part["details"]>;
}

/** Looks at one part. The signal ends what it waits for. */
export type Look = (signal: AbortSignal) => Promise<Finding>;

/** A part has this long to answer (T-34); from here on its answer is late. Milliseconds. */
const patience = 2000;
const slow = 1000;

/** Never throws and never takes longer than `patience`: a broken part hides no other. */
export async function measure(name: string, look: Look, ms = patience): Promise<Part> {
  const started = Date.now();
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Finding>((done) => {
    timer = setTimeout(() => done({ status: "unhealthy", problem: "timeout" }), ms);
  });
  const found = await Promise.race([look(ending.signal), late]).catch((error: unknown): Finding => {
    log("warn", "health_check_failed", { part: name, ...errorFields(error) });
    return { status: "unhealthy", problem: "error" };
  });
  clearTimeout(timer);
  ending.abort();
  const took = Date.now() - started;
  const isLate = found.status === undefined && took > slow;
  return {
    status: found.status ?? (isLate ? "degraded" : "healthy"),
    response_time_ms: Math.max(0, took),
    problem: found.problem ?? (isLate ? "slow" : null),
    ...(found.details ? { details: found.details } : {}),
  };
}
