import * as v from "valibot";
import { Count, Email, Instant, Language, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const ChannelKind = v.picklist(["EMAIL", "SLACK", "WEBHOOK"]);
export type ChannelKind = v.InferOutput<typeof ChannelKind>;

export const Channel = v.object({
  id: Id,
  kind: ChannelKind,
  name: v.string(),
  language: Language,
  /** What may be shown of where it leads; the whole is kept sealed and never told (T-31). */
  target_hint: v.string(),
  has_secret: v.boolean(),
  is_enabled: v.boolean(),
  last_outcome: v.nullable(v.string()),
  last_sent_at: v.nullable(Instant),
  last_failed_at: v.nullable(Instant),
  /** Alerts that name it. */
  used_by: Count,
  /** Those of them that reach nobody but by it. */
  alone_in: v.array(v.object({ id: Id, name: v.string() })),
  created_at: Instant,
  updated_at: Instant,
});
export type Channel = v.InferOutput<typeof Channel>;

const Url = v.pipe(v.string(), v.trim(), v.url(), v.maxLength(500));
const Addresses = v.pipe(v.array(Email), v.minLength(1), v.maxLength(10));
const fields = { name: Name(100), language: v.optional(Language, "ja") };

/** The signing secret, this once. */
const WithSecret = v.object({ ...Channel.entries, secret: v.nullable(v.string()) });

const one = v.object({ id: Id });

/** Meant: that alerts reach nobody then. */
const LeaveUnheard = v.object({
  leave_unheard: v.optional(
    v.pipe(
      v.picklist(["true", "false"]),
      v.transform((text) => text === "true"),
    ),
  ),
});

export const listChannels = endpoint({
  method: "GET",
  path: "/admin/alert-channels",
  access: "admin",
  summary: "Where alerts may be sent, masked",
  output: v.object({
    items: v.array(Channel),
    total: Count,
    /** Whether mail goes out of this site at all. */
    sends_mail: v.boolean(),
  }),
});

export const createChannel = endpoint({
  method: "POST",
  path: "/admin/alert-channels",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary: "Add a place alerts may be sent to; CHANNEL_002 for one they may not",
  json: v.variant("kind", [
    v.object({ kind: v.literal("EMAIL"), ...fields, addresses: Addresses }),
    v.object({ kind: v.literal("SLACK"), ...fields, url: Url }),
    v.object({ kind: v.literal("WEBHOOK"), ...fields, url: Url }),
  ]),
  output: WithSecret,
  created: true,
  record: ["kind", "name"],
});

export const updateChannel = endpoint({
  method: "PATCH",
  path: "/admin/alert-channels/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary:
    "Rename a channel, lead it elsewhere, switch it off (CHANNEL_003 as in deletion), or sign with a new secret",
  param: one,
  query: LeaveUnheard,
  json: v.object({
    name: v.optional(fields.name),
    language: v.optional(Language),
    url: v.optional(Url),
    addresses: v.optional(Addresses),
    is_enabled: v.optional(v.boolean()),
    renew_secret: v.optional(v.boolean()),
  }),
  output: WithSecret,
  record: ["name", "is_enabled"],
});

export const deleteChannel = endpoint({
  method: "DELETE",
  path: "/admin/alert-channels/:id",
  access: "admin",
  lasting: true,
  stepUp: "reauth",
  summary:
    "Send nothing there any more; CHANNEL_003 where alerts would reach nobody then, unless `leave_unheard`",
  param: one,
  query: LeaveUnheard,
});

export const testChannel = endpoint({
  method: "POST",
  path: "/admin/alert-channels/:id/test",
  access: "admin",
  summary: "Send a test there and say how it was taken",
  param: one,
  output: v.object({ ok: v.boolean(), outcome: v.string() }),
});
