import * as v from "valibot";
import { Email, Instant, Language, Role, Text, Theme, TimeZone, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

export const Account = v.object({
  id: Id,
  email: v.string(),
  /** An address that waits for its confirmation. */
  pending_email: v.nullable(v.string()),
  name: v.string(),
  role: Role,
  language: v.nullable(Language),
  theme: Theme,
  time_zone: v.string(),
  has_password: v.boolean(),
  password_changed_at: v.nullable(Instant),
  /** Advice only (T-08): the site recommends a new password. */
  password_old: v.boolean(),
  identities: v.array(
    v.object({ provider: v.string(), email: v.nullable(v.string()), linked_at: Instant }),
  ),
  created_at: Instant,
});
export type Account = v.InferOutput<typeof Account>;

export const getAccount = endpoint({
  method: "GET",
  path: "/account",
  access: "guest",
  key: false,
  whileRestricted: true,
  summary: "The caller's own account",
  output: Account,
});

export const updateAccount = endpoint({
  method: "PATCH",
  path: "/account",
  access: "user",
  key: false,
  // So that one can read what has to be done first.
  whileRestricted: true,
  summary:
    "Change name, language, theme or time zone (U-033); language and theme also while something must be done first (T-27)",
  json: v.object({
    name: v.optional(Name(100)),
    language: v.optional(v.nullable(Language)),
    theme: v.optional(Theme),
    time_zone: v.optional(TimeZone),
  }),
  output: Account,
  record: ["language", "theme", "time_zone"],
});

export const changeEmail = endpoint({
  method: "PUT",
  path: "/account/email",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Ask for another address; it takes effect when its mail is answered",
  json: v.object({ email: Email }),
  output: Account,
});

export const Login = v.object({
  id: Id,
  current: v.boolean(),
  ip_address: v.nullable(v.string()),
  device: v.object({ os: v.string(), browser: v.string() }),
  login_at: Instant,
  last_activity_at: Instant,
  expires_at: Instant,
  /** The administrator who acts as this person with it (T-24); ending it ends that. */
  acted_by: v.optional(v.string()),
});
export type Login = v.InferOutput<typeof Login>;

export const listLogins = endpoint({
  method: "GET",
  path: "/account/logins",
  access: "user",
  key: false,
  summary: "Where the account is signed in, this sign-in first",
  output: v.object({ items: v.array(Login) }),
});

export const endLogin = endpoint({
  method: "DELETE",
  path: "/account/logins/:id",
  access: "user",
  key: false,
  summary: "Sign out there: at once, open sockets too",
  param: v.object({ id: Id }),
});

export const endOtherLogins = endpoint({
  method: "POST",
  path: "/account/logins/end-others",
  access: "user",
  key: false,
  summary: "Sign out everywhere else",
  output: v.object({ ended: v.number() }),
});

export const unlinkIdentity = endpoint({
  method: "DELETE",
  path: "/account/identities/:provider",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Unlink a provider; refused where nothing else is left to sign in with",
  param: v.object({ provider: Text(40) }),
  output: Account,
});

export const exportAccount = endpoint({
  method: "GET",
  safe: false,
  path: "/account/export",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "All of one's data as a zip: account, sessions, files, usage, records (U-131, T-48)",
  raw: { response: "application/zip" },
});

export const deleteAccount = endpoint({
  method: "POST",
  path: "/account/delete",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary:
    "Delete the account: closed and hidden now, gone after 14 days, or at once where asked (T-36)",
  json: v.object({
    /** The account's address, typed. */
    confirm: Email,
    at_once: v.optional(v.boolean(), false),
  }),
  output: v.object({
    gone_at: Instant,
    /** The account is on hold: its data goes once that ends, not before `gone_at`. */
    held: v.boolean(),
  }),
});
