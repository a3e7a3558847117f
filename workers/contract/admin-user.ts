import * as v from "valibot";
import { Login } from "./account.ts";
import { AccessRequest } from "./access-request.ts";
import { ApiKeyInfo } from "./api-key.ts";
import { SecondFactorMethod } from "./auth.ts";
import { Count, Email, Instant, Language, Page, PageQuery, Role, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { LimitKind, LimitValue, LimitView } from "./limit.ts";

/**
 * `invited` has not accepted yet; `locked` and `disabled` are an administrator's doing, `suspended`
 * the ladder's (U-106) or an administrator's, with an end; `deleted` is in its 14 days (T-36).
 */
export const UserStatus = v.picklist([
  "active",
  "invited",
  "locked",
  "suspended",
  "disabled",
  "deleted",
]);
export type UserStatus = v.InferOutput<typeof UserStatus>;

export const UserSummary = v.object({
  id: Id,
  name: v.string(),
  email: v.string(),
  role: Role,
  /** When a granted elevation lapses; the role above holds it in. */
  elevated_until: v.nullable(Instant),
  status: UserStatus,
  suspended_until: v.nullable(Instant),
  second_factors: v.array(SecondFactorMethod),
  has_custom_limits: v.boolean(),
  /** Of this month, in the site's time zone. */
  spent_micro_usd: Count,
  session_count: Count,
  created_at: Instant,
  last_active_at: v.nullable(Instant),
});
export type UserSummary = v.InferOutput<typeof UserSummary>;

export const UserDetail = v.object({
  ...UserSummary.entries,
  language: v.nullable(Language),
  time_zone: v.string(),
  /** The role on the account itself, without an elevation. */
  base_role: Role,
  email_verified: v.boolean(),
  has_password: v.boolean(),
  must_change_password: v.boolean(),
  status_reason: v.nullable(v.string()),
  gone_at: v.nullable(Instant),
  /** Kept from deletion while something is looked into (T-36). */
  hold: v.boolean(),
  identities: v.array(v.string()),
  logins: v.array(Login),
  api_keys: v.array(ApiKeyInfo),
  limits: v.array(LimitView),
  /** Values of the person's own; what is absent follows the role. */
  custom_limits: v.record(v.string(), LimitValue),
  spend: v.object({
    month_micro_usd: Count,
    year_micro_usd: Count,
    lifetime_micro_usd: Count,
  }),
  project_count: Count,
  storage_bytes: Count,
  requests: v.array(AccessRequest),
  violations: v.array(
    v.object({
      id: Id,
      kind: v.string(),
      step: v.number(),
      detail: v.string(),
      created_at: Instant,
      /** An administrator said it was none. */
      dismissed_at: v.nullable(Instant),
    }),
  ),
});
export type UserDetail = v.InferOutput<typeof UserDetail>;

const param = v.object({ id: Id });
const Reason = Text(500);

const Flag = v.optional(
  v.pipe(
    v.picklist(["true", "false"]),
    v.transform((text) => text === "true"),
  ),
);

export const listUsers = endpoint({
  method: "GET",
  path: "/admin/users",
  access: "admin",
  summary: "People: searched, filtered, sorted, by page (U-226)",
  query: v.object({
    q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
    role: v.optional(Role),
    status: v.optional(UserStatus),
    custom_limits: Flag,
    second_factor: Flag,
    inactive_days: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number))),
    sort_by: v.optional(
      v.picklist(["name", "email", "created_at", "last_active_at", "spent"]),
      "created_at",
    ),
    sort_order: v.optional(v.picklist(["asc", "desc"]), "desc"),
    ...PageQuery,
  }),
  output: v.object({
    ...Page(UserSummary),
    statistics: v.object({
      total: Count,
      active: Count,
      admins: Count,
      suspended: Count,
      custom_limits: Count,
      without_second_factor: Count,
    }),
  }),
});

export const getUser = endpoint({
  method: "GET",
  path: "/admin/users/:id",
  access: "admin",
  summary: "One person: sign-ins, keys, limits, spend, requests, violations",
  param,
  output: UserDetail,
});

export const inviteUser = endpoint({
  method: "POST",
  path: "/admin/users",
  access: "admin",
  stepUp: "second-factor",
  summary: "Create an account and invite its owner by mail; the link is in the answer too",
  json: v.object({
    email: Email,
    name: Text(100),
    role: v.picklist(["user", "admin"]),
    language: v.optional(Language, "ja"),
  }),
  output: v.object({ user: UserSummary, link: v.string(), mailed: v.boolean() }),
  created: true,
  record: ["role", "language"],
});

export const inviteAgain = endpoint({
  method: "POST",
  path: "/admin/users/:id/invite",
  access: "admin",
  stepUp: "second-factor",
  summary: "A new invitation; the old link stops working",
  param,
  output: v.object({ link: v.string(), mailed: v.boolean() }),
});

export const updateUser = endpoint({
  method: "PATCH",
  path: "/admin/users/:id",
  access: "admin",
  summary: "Change a person's name, language or hold flag",
  param,
  json: v.object({
    name: v.optional(Text(100)),
    language: v.optional(Language),
    hold: v.optional(v.boolean()),
  }),
  output: UserDetail,
  record: ["language", "hold"],
});

export const changeRole = endpoint({
  method: "PUT",
  path: "/admin/users/:id/role",
  access: "admin",
  stepUp: "second-factor",
  summary: "Change a person's role; in force on their next request",
  param,
  json: v.object({ role: v.picklist(["user", "admin"]), reason: v.optional(Reason) }),
  output: UserDetail,
  record: ["role"],
});

export const setUserLimits = endpoint({
  method: "PUT",
  path: "/admin/users/:id/limits",
  access: "admin",
  summary: "Give a person limits of their own; a kind that is absent follows the role again",
  param,
  json: v.object({
    limits: v.partial(
      v.object(
        Object.fromEntries(LimitKind.options.map((kind) => [kind, LimitValue])) as Record<
          LimitKind,
          typeof LimitValue
        >,
      ),
    ),
  }),
  output: UserDetail,
  record: ["limits"],
});

const stateChange = (name: string, summary: string, stepUp?: "second-factor") =>
  endpoint({
    method: "POST",
    path: `/admin/users/:id/${name}`,
    access: "admin",
    ...(stepUp ? { stepUp } : {}),
    summary,
    param,
    json: v.object({ reason: v.optional(Reason) }),
    output: UserDetail,
    record: ["reason"],
  });

export const lockUser = stateChange(
  "lock",
  "Lock: no sign-in until unlocked; sign-ins end at once",
);
export const unlockUser = stateChange(
  "unlock",
  "Lift an administrator's lock and the locks of failed sign-ins (U-162)",
);
export const disableUser = stateChange(
  "disable",
  "Disable the account; sign-ins, keys and sockets end at once",
  "second-factor",
);
export const enableUser = stateChange("enable", "Enable a locked, suspended or disabled account");
export const restoreUser = stateChange("restore", "Take back a deletion that has not happened yet");
export const signUserOut = stateChange("sign-out", "End every sign-in of a person at once");
export const resetUserPassword = stateChange(
  "reset-password",
  "Send a reset mail, and ask for a new password at the next sign-in",
  "second-factor",
);
export const resetUserFactors = stateChange(
  "reset-second-factor",
  "Take every second factor away, so that the person can enrol anew (T-27)",
  "second-factor",
);

export const suspendUser = endpoint({
  method: "POST",
  path: "/admin/users/:id/suspend",
  access: "admin",
  summary: "Suspend for some hours; it ends by itself",
  param,
  json: v.object({
    reason: Reason,
    hours: v.optional(v.pipe(Count, v.minValue(1), v.maxValue(24 * 90)), 24),
  }),
  output: UserDetail,
  record: ["reason", "hours"],
});

export const deleteUser = endpoint({
  method: "POST",
  path: "/admin/users/:id/delete",
  access: "admin",
  stepUp: "second-factor",
  summary: "Delete: closed and hidden now, gone after 14 days, or at once where asked (T-36)",
  param,
  json: v.object({
    /** The person's address, typed. */
    confirm: Email,
    reason: v.optional(Reason),
    at_once: v.optional(v.boolean(), false),
  }),
  output: v.object({ gone_at: Instant }),
  record: ["reason", "at_once"],
});

export const revokeUserKey = endpoint({
  method: "DELETE",
  path: "/admin/users/:id/api-keys/:key",
  access: "admin",
  summary: "Revoke a person's API key",
  param: v.object({ id: Id, key: Id }),
});

export const dismissViolation = endpoint({
  method: "POST",
  path: "/admin/users/:id/violations/:violation/dismiss",
  access: "admin",
  summary: "Say that a violation was none; it no longer counts on the ladder",
  param: v.object({ id: Id, violation: Id }),
  json: v.object({ reason: Reason }),
  output: UserDetail,
});
