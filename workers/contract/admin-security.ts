import * as v from "valibot";
import { UserDetail } from "./admin-user.ts";
import { Count, Instant, Page, PageQuery, Role, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { DateOrInstant } from "./log-list.ts";

/** What is watched for: sign-ins, what agents run by themselves, and who goes on after a step of the ladder (U-106). */
export const FindingKind = v.picklist([
  "many_failures",
  "address_failures",
  "password_spraying",
  "new_country",
  "impossible_travel",
  "many_addresses",
  "revoked_key",
  "agent_commands",
  "after_warning",
]);
export type FindingKind = v.InferOutput<typeof FindingKind>;

/** Of `high` every administrator is told. */
export const FindingSeverity = v.picklist(["low", "medium", "high"]);
export type FindingSeverity = v.InferOutput<typeof FindingSeverity>;

/** Facts by name; the page puts them in words. */
export const FindingDetail = v.record(v.string(), v.union([v.string(), v.number(), v.null()]));
export type FindingDetail = v.InferOutput<typeof FindingDetail>;

/** The role is the account's own: an administrator by it is a lasting one. */
const Person = v.object({ id: Id, name: v.string(), email: v.string(), role: Role });

/** A sign-in of anybody. */
export const AnyLogin = v.object({
  id: Id,
  user: Person,
  ip_address: v.nullable(v.string()),
  user_agent: v.nullable(v.string()),
  device_info: v.object({ os: v.string(), browser: v.string() }),
  place: v.object({ country: v.nullable(v.string()), city: v.nullable(v.string()) }),
  method: v.string(),
  login_at: Instant,
  last_activity_at: Instant,
  expires_at: Instant,
  is_active: v.boolean(),
  logout_at: v.nullable(Instant),
  /** `IDLE`: nothing was done for too long. */
  logout_reason: v.nullable(v.picklist(["MANUAL", "FORCED", "EXPIRED", "SESSION_LIMIT", "IDLE"])),
  /** The caller's own. */
  current: v.boolean(),
  /** Who really sits there, and why, where an administrator acts as the person (T-24). */
  impersonator: v.nullable(v.object({ id: Id, name: v.string(), reason: v.string() })),
});
export type AnyLogin = v.InferOutput<typeof AnyLogin>;

const FilterText = (max: number) => v.optional(Text(max));

export const listAllLogins = endpoint({
  method: "GET",
  path: "/admin/sessions",
  access: "admin",
  summary: "Everybody's sign-ins, the newest first (SA-035)",
  query: v.object({
    user_id: v.optional(Id),
    /** Whole, or its beginning where that ends in `.`, `:` or `*`. */
    ip_address: FilterText(45),
    /** Of a name or an e-mail address. */
    q: FilterText(100),
    login_from: v.optional(DateOrInstant),
    login_to: v.optional(DateOrInstant),
    status: v.optional(v.picklist(["active", "ended", "all"]), "active"),
    method: FilterText(40),
    /** ISO 3166, two letters. */
    country: v.optional(v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z][A-Z0-9]$/))),
    sort_order: v.optional(v.picklist(["asc", "desc"]), "desc"),
    ...PageQuery,
  }),
  output: v.object({
    ...Page(AnyLogin),
    /** `total` is exact up to 10,000, and where an index finds what is asked for. */
    total_is_estimate: v.boolean(),
    statistics: v.object({
      active_sessions: Count,
      /** Of the site's day. */
      logins_today: Count,
      /** Findings nobody has dismissed. */
      suspicious: Count,
    }),
  }),
});

const Failure = v.object({
  id: Id,
  at: Instant,
  reason: v.string(),
  ip_address: v.nullable(v.string()),
  device_info: v.object({ os: v.string(), browser: v.string() }),
});

export const listLoginsOf = endpoint({
  method: "GET",
  path: "/admin/sessions/user/:user_id",
  access: "admin",
  summary: "One person's sign-ins: those that hold, those that ended and why, failed attempts",
  param: v.object({ user_id: Id }),
  output: v.object({
    user: Person,
    /** Those that hold. */
    items: v.array(AnyLogin),
    /** The last hundred that ended. */
    history: v.array(AnyLogin),
    /** The last hundred attempts that failed. */
    failures: v.array(Failure),
  }),
});

const terminateJson = v.object({
  reason: v.optional(v.literal("FORCED"), "FORCED"),
  /** For the record. */
  note: v.optional(Text(500)),
});

export const terminateLogin = endpoint({
  method: "POST",
  path: "/admin/sessions/:id/terminate",
  access: "admin",
  summary: "Force a sign-in out: at once, open sockets too (SA-036)",
  param: v.object({ id: Id }),
  json: terminateJson,
  record: ["reason", "note"],
  output: v.object({ ended: Count }),
});

export const terminateLoginsOf = endpoint({
  method: "POST",
  path: "/admin/sessions/user/:user_id/terminate-all",
  access: "admin",
  summary: "Force every sign-in of a person out; the caller's own stays",
  param: v.object({ user_id: Id }),
  json: terminateJson,
  record: ["reason", "note"],
  output: v.object({ ended: Count }),
});

export const Finding = v.object({
  id: Id,
  kind: FindingKind,
  severity: FindingSeverity,
  user: v.nullable(Person),
  ip_address: v.nullable(v.string()),
  detail: FindingDetail,
  created_at: Instant,
  last_at: Instant,
  times: Count,
  dismissed_at: v.nullable(Instant),
  dismissed_by: v.nullable(v.object({ id: Id, name: v.string() })),
  dismissed_why: v.nullable(v.string()),
});
export type Finding = v.InferOutput<typeof Finding>;

export const listFindings = endpoint({
  method: "GET",
  path: "/admin/security/findings",
  access: "admin",
  summary: "What looks wrong about sign-ins",
  query: v.object({
    kind: v.optional(FindingKind),
    severity: v.optional(FindingSeverity),
    user_id: v.optional(Id),
    status: v.optional(v.picklist(["open", "dismissed", "all"]), "open"),
    ...PageQuery,
  }),
  output: v.object(Page(Finding)),
});

export const dismissFinding = endpoint({
  method: "POST",
  path: "/admin/security/findings/:id/dismiss",
  access: "admin",
  summary: "Say that somebody has looked at a finding",
  param: v.object({ id: Id }),
  json: v.object({ note: v.optional(Text(500)) }),
  record: ["note"],
});

export const reopenFinding = endpoint({
  method: "POST",
  path: "/admin/security/findings/:id/reopen",
  access: "admin",
  summary: "Take back that somebody has looked at a finding",
  param: v.object({ id: Id }),
});

export const AnyViolation = v.object({
  id: Id,
  user: Person,
  kind: v.string(),
  step: v.number(),
  detail: v.string(),
  created_at: Instant,
  dismissed_at: v.nullable(Instant),
  /** How the person stands now. */
  standing: v.picklist(["active", "suspended", "locked", "disabled", "invited", "deleted"]),
  suspended_until: v.nullable(Instant),
});
export type AnyViolation = v.InferOutput<typeof AnyViolation>;

export const listViolations = endpoint({
  method: "GET",
  path: "/admin/security/violations",
  access: "admin",
  summary:
    "Violations of the rules of use, everybody's (U-106); `recent`: open, of the last 24 hours",
  query: v.object({
    status: v.optional(v.picklist(["open", "recent", "dismissed", "all"]), "open"),
    user_id: v.optional(Id),
    ...PageQuery,
  }),
  output: v.object(Page(AnyViolation)),
});

export const dismissViolation = endpoint({
  method: "POST",
  path: "/admin/users/:id/violations/:violation/dismiss",
  access: "admin",
  stepUp: "reauth",
  summary: "Say that a violation was none; it no longer counts on the ladder",
  param: v.object({ id: Id, violation: Id }),
  json: v.object({ reason: Text(500) }),
  output: UserDetail,
});

export const reopenViolation = endpoint({
  method: "POST",
  path: "/admin/users/:id/violations/:violation/reopen",
  access: "admin",
  stepUp: "reauth",
  summary: "Take back that a violation was none; it counts on the ladder again",
  param: v.object({ id: Id, violation: Id }),
  json: v.object({ reason: Text(500) }),
  output: UserDetail,
});
