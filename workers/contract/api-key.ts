import * as v from "valibot";
import { Count, Instant, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

const ApiKeyScope = v.picklist(["read", "write", "admin"]);

/** Limits of one key; they only tighten what its owner has (D-15). */
const ApiKeyLimits = v.object({
  calls_per_day: v.optional(v.pipe(Count, v.minValue(1))),
  monthly_budget_micro_usd: v.optional(Count),
});

/** What is not named stays; null takes a limit away. */
const LimitsChange = v.object({
  calls_per_day: v.optional(v.nullable(v.pipe(Count, v.minValue(1)))),
  monthly_budget_micro_usd: v.optional(v.nullable(Count)),
});
export type LimitsChange = v.InferOutput<typeof LimitsChange>;

/** An IPv4 or IPv6 address, or a range of them as CIDR; what it must be is checked on creating. */
const AddressRange = v.pipe(v.string(), v.trim(), v.maxLength(50));

export const ApiKeyInfo = v.object({
  id: Id,
  name: v.string(),
  /** `sk_live_…abcd`: enough to tell keys apart. */
  hint: v.string(),
  permissions: v.array(ApiKeyScope),
  allowed_addresses: v.array(v.string()),
  limits: ApiKeyLimits,
  created_at: Instant,
  expires_at: v.nullable(Instant),
  last_used_at: v.nullable(Instant),
  last_used_ip: v.nullable(v.string()),
  status: v.picklist(["active", "expired", "unused", "revoked"]),
});
export type ApiKeyInfo = v.InferOutput<typeof ApiKeyInfo>;

export const listApiKeys = endpoint({
  method: "GET",
  path: "/auth/api-keys",
  access: "user",
  key: false,
  summary: "The caller's API keys, without their secrets",
  output: v.object({ items: v.array(ApiKeyInfo), max_days: v.number() }),
});

export const createApiKey = endpoint({
  method: "POST",
  path: "/auth/api-keys",
  access: "user",
  stepUp: "reauth",
  summary: "Create an API key; its secret is in this answer and nowhere else (U-053)",
  json: v.object({
    name: Name(60),
    permissions: v.pipe(v.array(ApiKeyScope), v.minLength(1), v.maxLength(3)),
    expires_in_days: v.optional(v.pipe(Count, v.minValue(1), v.maxValue(3650))),
    allowed_addresses: v.optional(v.pipe(v.array(AddressRange), v.maxLength(20)), []),
    limits: v.optional(ApiKeyLimits, {}),
  }),
  output: v.object({ ...ApiKeyInfo.entries, api_key: v.string() }),
  created: true,
  record: ["name", "permissions", "expires_in_days", "allowed_addresses", "limits"],
});

export const updateApiKey = endpoint({
  method: "PATCH",
  path: "/auth/api-keys/:id",
  access: "user",
  stepUp: "reauth",
  summary:
    "Change a key's name and its own limits, from its next request: what is not named stays, null takes a limit away",
  param: v.object({ id: Id }),
  json: v.object({ name: v.optional(Name(60)), limits: v.optional(LimitsChange) }),
  output: ApiKeyInfo,
  record: ["name", "limits"],
});

export const revokeApiKey = endpoint({
  method: "DELETE",
  path: "/auth/api-keys/:id",
  access: "user",
  key: false,
  summary: "Revoke a key: at once, open streams too",
  param: v.object({ id: Id }),
});

export const revokeAllApiKeys = endpoint({
  method: "DELETE",
  path: "/auth/api-keys",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Revoke every key of the caller at once, open streams too",
  output: v.object({ revoked: Count }),
});

export const revokeUserKey = endpoint({
  method: "DELETE",
  path: "/admin/users/:id/api-keys/:key",
  access: "admin",
  summary: "Revoke a person's API key",
  param: v.object({ id: Id, key: Id }),
});
