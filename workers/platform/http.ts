import type { Context } from "hono";
import type { Language } from "#contract/errors";
import type { Role } from "#contract/common";
import type { Env } from "./env.ts";

/** Who acts: on every audit row, in every ownership check. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The login (row of user_session) the request came with. */
  readonly login_id: string;
  readonly login_expires_at: Date;
}

/** Where a request came from; what audit rows keep of it. */
export interface Origin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface Variables {
  requestId: string;
  language: Language;
  /** Set by the guard where an endpoint needs a person, and by sign-in. */
  actor?: Actor;
  /** What the activity middleware records beyond the request itself. */
  activity: {
    action?: string;
    resourceType?: string;
    resourceId?: string;
    body?: Record<string, unknown>;
    errorCode?: string;
    errorMessage?: string;
  };
}

export type AppEnv = { Bindings: Env; Variables: Variables };
export type AppContext = Context<AppEnv>;

/** Japanese first: English only where the browser prefers it. */
export function pickLanguage(header: string | undefined): Language {
  for (const part of (header ?? "").split(",")) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith("ja")) return "ja";
    if (tag.startsWith("en")) return "en";
  }
  return "ja";
}

/** `CF-Connecting-IP` only: X-Forwarded-For is the caller's to invent (T-16). */
export const originOf = (c: AppContext): Origin => ({
  ip: c.req.header("cf-connecting-ip")?.slice(0, 45) ?? null,
  userAgent: c.req.header("user-agent")?.slice(0, 500) ?? null,
});
