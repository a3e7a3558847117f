import * as v from "valibot";
import { Moment } from "./dates.ts";
import { endpoint } from "./endpoint.ts";
import { Flag } from "./log-list.ts";
import { Maintenance } from "./maintenance.ts";

const Message = v.pipe(v.string(), v.trim(), v.maxLength(1000));
const Time = v.nullable(Moment);

/** Of the state the caller saw; refused with EDIT_001 where it is another by now. */
const version = v.optional(v.pipe(v.string(), v.maxLength(80)));

export const enableMaintenance = endpoint({
  method: "POST",
  path: "/admin/settings/maintenance/enable",
  access: "admin",
  stepUp: "reauth",
  duringMaintenance: "admin",
  summary:
    "Close the site now, or from `starts_at` on (SA-020); people with mail are told of planned times",
  json: v.object({
    message: v.optional(Message),
    message_en: v.optional(Message),
    /** Absent: true where a closing begins, as it is where one is on or planned. */
    allow_admin_access: v.optional(v.boolean()),
    /** Absent: what is planned stays. Null: closed now, and what is planned called off. */
    starts_at: v.optional(Time),
    /** Of what is closed now, or of the plan where `starts_at` stands beside it. */
    ends_at: v.optional(Time),
    version,
  }),
  output: Maintenance,
  record: ["allow_admin_access", "starts_at", "ends_at"],
});

export const disableMaintenance = endpoint({
  method: "POST",
  path: "/admin/settings/maintenance/disable",
  access: "admin",
  stepUp: "reauth",
  duringMaintenance: "admin",
  summary: "Open the site; what is planned for later stays, unless it is called off (SA-021)",
  query: v.object({
    /** Calls off what is planned for later, and opens nothing. */
    call_off: Flag,
    version,
  }),
  output: Maintenance,
});
