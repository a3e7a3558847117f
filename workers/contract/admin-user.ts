import * as v from "valibot";
import { Login } from "./account.ts";
import { AccessRequest } from "./access-request.ts";
import { ApiKeyInfo } from "./api-key.ts";
import { SecondFactorMethod } from "./auth.ts";
import {
  Count,
  InactiveDays,
  Instant,
  Language,
  Page,
  PageQuery,
  Role,
  Text,
  Name,
} from "./common.ts";
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
  /** What the settings give the role, for what is absent there. */
  role_limits: v.record(LimitKind, LimitValue),
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
    inactive_days: InactiveDays,
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

export const updateUser = endpoint({
  method: "PATCH",
  path: "/admin/users/:id",
  access: "admin",
  summary:
    "Change a person's name, language or hold flag; the end of a hold asks for a fresh proof",
  param,
  json: v.object({
    name: v.optional(Name(100)),
    language: v.optional(Language),
    hold: v.optional(v.boolean()),
    /** What the author had before them of what they change: what is another by now stays (EDIT_001). */
    shown: v.optional(
      v.object({
        name: v.optional(v.string()),
        language: v.optional(v.nullable(Language)),
        hold: v.optional(v.boolean()),
      }),
    ),
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

const OwnLimits = v.partial(
  v.object({
    ...v.entriesFromList(LimitKind.options, LimitValue),
    // The newest window always opens (C-15); who may have none is suspended.
    connections: v.nullable(v.pipe(Count, v.minValue(1))),
  }),
);

export const setUserLimits = endpoint({
  method: "PUT",
  path: "/admin/users/:id/limits",
  access: "admin",
  stepUp: "reauth",
  summary:
    "Give a person limits of their own; a kind that is absent follows the role again. What differs " +
    "from `shown`, the custom_limits that were read before, changes, unless somebody else changed that since (EDIT_001)",
  param,
  json: v.object({ limits: OwnLimits, shown: OwnLimits }),
  output: UserDetail,
  record: ["limits"],
});
