import type { Context } from "hono";
import type { SecondFactorMethod } from "#contract/auth";
import type { DebugLevel } from "#contract/admin-debug";
import type { KeyScope } from "#contract/endpoint";
import type { Language } from "#contract/errors";
import type { Role } from "#contract/common";
import type { Env } from "../env.ts";
import type { AppError } from "../errors.ts";
import { hideKeys } from "../text/mask.ts";
import type { SiteRules } from "./site-rules.ts";

/** Who acts: on every audit row, in every ownership check. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** As it counts now, a granted elevation included. */
  readonly role: Role;
  /** When an elevation or a guest's stay ends. */
  readonly role_until: Date | null;
  readonly language: Language | null;
  readonly theme: "system" | "light" | "dark";
  readonly time_zone: string;
  /** The login (row of user_session) the request came with; with an API key, the key's id. */
  readonly login_id: string;
  readonly login_expires_at: Date;
  /** Null where a person's login came. */
  readonly key: ActorKey | null;
  /** When and how the person of this login last proved to be it (step-up). */
  readonly proved: { readonly at: Date; readonly by: "password" | "second_factor" } | null;
  readonly second_factors: readonly SecondFactorMethod[];
  readonly second_factor_due: Date | null;
  readonly restricted: "second_factor" | "password" | null;
  /** The administrator who acts as this person (T-24): on every record of what is done. */
  readonly impersonator?: {
    readonly id: string;
    readonly name: string;
    readonly reason: string;
  };
  /** Set while support looks at what this person does (T-33). */
  readonly debug?: DebugOn;
  /** The one person of a site without sign-in, who has nothing to prove anything with. */
  readonly local?: true;
}

export interface DebugOn {
  /** The row of debug_scope. */
  readonly scope: string;
  readonly level: DebugLevel;
  /** Null: all they do. */
  readonly session_id: string | null;
  /** Unix milliseconds. */
  readonly until: number;
}

/** What an API key adds to its owner, which is less. */
export interface ActorKey {
  readonly id: string;
  readonly scopes: readonly KeyScope[];
  readonly limits: {
    readonly calls_per_day?: number;
    readonly monthly_budget_micro_usd?: number;
  };
}

/** Where a request came from; what audit rows keep of it. */
export interface Origin {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId?: string | null;
}

/** An account that was shut out, as the person who was signed in to it is told. */
export interface HeldAccount {
  readonly id: string;
  readonly kind: "suspended" | "locked" | "disabled";
  readonly until: Date | null;
  readonly reason: string | null;
  readonly isGuest: boolean;
}

export interface Variables {
  requestId: string;
  language: Language;
  /** Set by the guard where an endpoint needs a person, and by sign-in. */
  actor?: Actor;
  /** Why nobody acts although somebody came: a suspended account says so. */
  refusal?: AppError;
  /** Set where the browser was signed in to an account when it was shut out. */
  held?: HeldAccount;
  /** What the settings say of every request; absent only where there is no database. */
  site?: SiteRules;
  /** What the activity middleware records beyond the request itself. */
  activity: {
    action?: string;
    resourceType?: string;
    resourceId?: string;
    body?: Record<string, unknown>;
    /** The project or chat the body names. */
    named?: string | null;
    errorCode?: string;
    errorMessage?: string;
  };
}

export type AppEnv = { Bindings: Env; Variables: Variables };
export type AppContext = Context<AppEnv>;

/** The language a request asks for; undefined where it names none of ours, as programs do (`*`). */
export function namedLanguage(header: string | undefined): Language | undefined {
  for (const part of (header ?? "").split(",")) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith("ja")) return "ja";
    if (tag.startsWith("en")) return "en";
  }
  return undefined;
}

/** Japanese first: English only where the browser prefers it. */
export const pickLanguage = (header: string | undefined): Language => namedLanguage(header) ?? "ja";

export const askedLanguage = (c: AppContext): string | undefined =>
  c.req.header("x-language") ?? c.req.header("accept-language");

/** `CF-Connecting-IP` only: X-Forwarded-For is the caller's to invent (T-16). */
export const originOf = (c: AppContext): Origin => ({
  ip: c.req.header("cf-connecting-ip")?.slice(0, 45) ?? null,
  userAgent: hideKeys(c.req.header("user-agent")?.slice(0, 500) ?? "") || null,
  requestId: c.var.requestId,
});
