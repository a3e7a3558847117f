import * as v from "valibot";
import { UserSummary } from "./admin-user.ts";
import { Email, Language, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const inviteUser = endpoint({
  method: "POST",
  path: "/admin/users",
  access: "admin",
  stepUp: "second-factor",
  summary: "Create an account and invite its owner by mail; the link is in the answer too",
  json: v.object({
    email: Email,
    name: Name(100),
    role: v.picklist(["user", "admin"]),
    /** Of the invitation and the account; without it, the inviting administrator's. */
    language: v.optional(Language),
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
  param: v.object({ id: Id }),
  output: v.object({ link: v.string(), mailed: v.boolean() }),
});
