type Level = "info" | "warn" | "error";

/** One line of JSON. Never people, bodies or secrets; the request id joins the lines of a request. */
export function log(level: Level, event: string, fields: Record<string, unknown> = {}): void {
  const line = JSON.stringify({ level, event, at: new Date().toISOString(), ...fields });
  // oxlint-disable-next-line no-console -- the one place that writes there
  console[level](line);
}

/** A bug, whole: for the log only. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { error: error.message, name: error.name, stack: error.stack }
    : { error: String(error) };
