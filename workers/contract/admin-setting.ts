import * as v from "valibot";
import { Instant, Text } from "./common.ts";
import { Moment } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** */
export const SettingCategory = v.picklist(["GENERAL", "SECURITY", "MAINTENANCE"]);
export type SettingCategory = v.InferOutput<typeof SettingCategory>;

/** Who changed it; null where it was the system, or an account that is gone. */
const Changer = v.nullable(v.object({ id: Id, name: v.string() }));

export const SettingItem = v.object({
  key: v.string(),
  category: SettingCategory,
  /** Typed; `***` where the setting is secret and set. */
  value: v.unknown(),
  value_type: v.picklist(["STRING", "NUMBER", "BOOLEAN", "JSON"]),
  /** In the caller's language. */
  description: v.string(),
  is_editable: v.boolean(),
  is_secret: v.boolean(),
  default: v.unknown(),
  is_default: v.boolean(),
  unit: v.nullable(v.string()),
  /** What stands together in a form. */
  group: v.string(),
  control: v.picklist(["number", "toggle", "text", "lines", "choice", "time"]),
  min: v.nullable(v.number()),
  max: v.nullable(v.number()),
  step: v.nullable(v.number()),
  /** Of a text, or the number of lines. */
  max_length: v.nullable(v.number()),
  /** Null is a value of it, too: no limit. */
  nullable: v.boolean(),
  options: v.array(v.object({ value: v.string(), label: v.string() })),
  /** What must have been proved lately to change it. */
  proof: v.nullable(v.picklist(["reauth", "second-factor"])),
  /** Sent back with a change, so that none is lost (`If-Match` takes it, too). */
  version: v.string(),
  updated_at: v.nullable(Instant),
  updated_by: Changer,
});
export type SettingItem = v.InferOutput<typeof SettingItem>;

/** Of what was read, document A's fields nobody changes: taken as they stand (decision 27). */
export const SettingAsRead = v.partial(
  v.pick(SettingItem, [
    "key",
    "category",
    "value_type",
    "description",
    "is_editable",
    "is_secret",
    "updated_at",
    "updated_by",
  ]),
);

const which = v.object({ category: Text(20), key: Text(100) });

/** As the caller read it; refused with SETTING_005 where it changed since. */
const version = v.optional(Text(40));

export const listSettings = endpoint({
  method: "GET",
  path: "/admin/settings",
  access: "admin",
  duringMaintenance: "admin",
  summary: "Every setting, by category (SA-017)",
  output: v.object({
    categories: v.object({
      GENERAL: v.array(SettingItem),
      SECURITY: v.array(SettingItem),
      MAINTENANCE: v.array(SettingItem),
    }),
  }),
});

export const listCategory = endpoint({
  method: "GET",
  path: "/admin/settings/:category",
  access: "admin",
  duringMaintenance: "admin",
  summary: "The settings of one category (SA-018)",
  param: v.object({ category: Text(20) }),
  output: v.object({ category: SettingCategory, items: v.array(SettingItem) }),
});

export const updateSetting = endpoint({
  method: "PATCH",
  path: "/admin/settings/:category/:key",
  access: "admin",
  duringMaintenance: "admin",
  summary: "Change a setting (SA-019); critical ones ask for a fresh proof, and for a person",
  param: which,
  json: v.object({ value: v.unknown(), version, ...SettingAsRead.entries }),
  output: SettingItem,
});

export const resetSetting = endpoint({
  method: "DELETE",
  path: "/admin/settings/:category/:key",
  access: "admin",
  duringMaintenance: "admin",
  summary: "Give a setting its default again",
  param: which,
  output: SettingItem,
});

export const SettingChange = v.object({
  id: Id,
  at: Instant,
  by: Changer,
  before: v.unknown(),
  after: v.unknown(),
});
export type SettingChange = v.InferOutput<typeof SettingChange>;

export const settingHistory = endpoint({
  method: "GET",
  path: "/admin/settings/:category/:key/history",
  access: "admin",
  duringMaintenance: "admin",
  summary: "Who changed a setting, when, from what to what; newest first",
  param: which,
  query: v.object({ before: v.optional(Moment) }),
  output: v.object({ items: v.array(SettingChange), has_more: v.boolean() }),
});

export const revertSetting = endpoint({
  method: "POST",
  path: "/admin/settings/:category/:key/revert",
  access: "admin",
  duringMaintenance: "admin",
  summary: "Give a setting the value it had before a change",
  param: which,
  json: v.object({ change_id: Id, version }),
  output: SettingItem,
});
