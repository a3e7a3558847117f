import * as v from "valibot";
import { Role, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

const Email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(254));
const Password = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

export const Me = v.object({
  id: Id,
  email: v.string(),
  name: v.string(),
  role: Role,
  /** When this sign-in ends, ISO 8601 UTC. */
  expires_at: v.string(),
});
export type Me = v.InferOutput<typeof Me>;

export const getAuthStatus = endpoint({
  method: "GET",
  path: "/auth/status",
  access: "public",
  summary:
    "Whether somebody is signed in, and whether the site still needs its first administrator",
  output: v.object({ setup_required: v.boolean(), me: v.nullable(Me) }),
});

export const login = endpoint({
  method: "POST",
  path: "/auth/login",
  access: "public",
  summary: "Sign in with e-mail and password; sets the cookie (U-052)",
  json: v.object({ email: Email, password: Password }),
  output: Me,
});

export const setUp = endpoint({
  method: "POST",
  path: "/auth/setup",
  access: "public",
  summary: "Create the first administrator with the one-time set-up token",
  json: v.object({
    token: Text(200),
    email: Email,
    name: Text(100),
    password: Password,
  }),
  output: Me,
  created: true,
});

export const refreshLogin = endpoint({
  method: "POST",
  path: "/auth/refresh",
  access: "user",
  summary: "Keep the sign-in from idling out, within its life (U-041)",
  output: Me,
});

export const logout = endpoint({
  method: "POST",
  path: "/auth/logout",
  access: "user",
  summary: "End this sign-in at once, on the server too",
});
