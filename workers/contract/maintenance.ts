import * as v from "valibot";
import { Instant } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/** What is, or will be, closed (T-26). */
export const Maintenance = v.object({
  active: v.boolean(),
  /** Of the planned time that is on or comes next; null: begun by hand, or nothing is planned. */
  starts_at: v.nullable(Instant),
  /** Null: open end. */
  ends_at: v.nullable(Instant),
  /** In the caller's language; empty: none. */
  message: v.string(),
  allow_admin_access: v.boolean(),
  /** Another once what closes the site, or whether it is closed, is another. */
  version: v.string(),
});
export type Maintenance = v.InferOutput<typeof Maintenance>;

export const getMaintenance = endpoint({
  method: "GET",
  path: "/maintenance",
  access: "public",
  duringMaintenance: "all",
  fromAnywhere: true,
  summary: "Whether the site is closed for maintenance, or when it will be",
  output: Maintenance,
});
