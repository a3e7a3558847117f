/** What an answer says of the limit that concerns it (U-092, D-17): today's draft, and the names before it. */
import type { AppContext } from "./http.ts";

interface Standing {
  readonly kind: string;
  readonly limit: number | null;
  readonly used: number;
  /** ISO 8601; null for what does not reset. */
  readonly resets_at: string | null;
}

export function limitHeaders(
  { kind, limit, used, resets_at }: Standing,
  now: number,
): Record<string, string> {
  if (limit === null) return {};
  const remaining = Math.max(0, limit - used);
  const resets = resets_at === null ? null : Date.parse(resets_at);
  const seconds = resets === null ? null : Math.max(0, Math.ceil((resets - now) / 1000));
  return {
    "RateLimit-Policy": `"${kind}";q=${limit}`,
    RateLimit: `"${kind}";r=${remaining}${seconds === null ? "" : `;t=${seconds}`}`,
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(remaining),
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    ...(resets === null || seconds === null
      ? {}
      : {
          "RateLimit-Reset": String(seconds),
          "X-RateLimit-Reset": String(Math.ceil(resets / 1000)),
        }),
  };
}

/** On the answer, unless it speaks of a limit already. */
export function tellLimit(c: AppContext, standing: Standing | undefined): void {
  if (!standing || c.res.headers.has("RateLimit")) return;
  for (const [name, value] of Object.entries(limitHeaders(standing, Date.now())))
    c.header(name, value);
}

/** The limit an error speaks of, if it does; `name`: of one that is no kind of anybody's limits. */
export function limitOf(
  details: Record<string, unknown> | undefined,
  name?: string,
): Standing | null {
  const { kind = name, limit, used, resets_at } = details ?? {};
  if (typeof kind !== "string" || typeof limit !== "number" || typeof used !== "number")
    return null;
  return { kind, limit, used, resets_at: typeof resets_at === "string" ? resets_at : null };
}
