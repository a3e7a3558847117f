import * as v from "valibot";
import { ShownAnnouncement } from "./announcement.ts";
import { Count, Email, Instant, Language, Password, Role, Text, Theme, Name } from "./common.ts";
import { endpoint, type OutputOf } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { Maintenance } from "./maintenance.ts";

/** How a second factor can be shown. */
export const SecondFactorMethod = v.picklist(["totp", "passkey", "recovery_code"]);
export type SecondFactorMethod = v.InferOutput<typeof SecondFactorMethod>;

export const Me = v.object({
  id: Id,
  email: v.string(),
  name: v.string(),
  /** As it counts now: a granted elevation is in it (U-140). */
  role: Role,
  /** When an elevation or a guest's stay ends; null otherwise. */
  role_until: v.nullable(Instant),
  language: v.nullable(Language),
  theme: Theme,
  time_zone: v.string(),
  /** Methods the account has; empty without a second factor. */
  second_factors: v.array(SecondFactorMethod),
  /** By when the site wants a second factor; null where it does not, or there is one (T-27). */
  second_factor_due: v.nullable(Instant),
  /** What must be done before anything else works. */
  restricted: v.nullable(v.picklist(["second_factor", "password"])),
  /** When this sign-in ends, ISO 8601 UTC. */
  expires_at: v.string(),
  /** Until when support records in detail what this person does (T-33). */
  watched_until: v.optional(Instant),
  /** Who really sits there, while an administrator acts as this person (T-24). */
  acting: v.optional(v.object({ id: Id, name: v.string(), until: Instant, reason: v.string() })),
});
export type Me = v.InferOutput<typeof Me>;

/** Signed in, or one step short of it: the ticket and a second factor complete the sign-in. */
export const SignInResult = v.object({
  me: v.nullable(Me),
  challenge: v.nullable(
    v.object({ ticket: v.string(), methods: v.array(SecondFactorMethod), expires_at: Instant }),
  ),
});
export type SignInResult = v.InferOutput<typeof SignInResult>;

/** Token of the human check, where one was asked for (AUTH_015). */
const Turnstile = v.optional(v.pipe(v.string(), v.maxLength(2048)));

export const getAuthStatus = endpoint({
  method: "GET",
  path: "/auth/status",
  access: "public",
  key: false,
  summary:
    "Whether somebody is signed in, what this site offers to sign in with, whether it is open, what is announced, and whether it still needs its first administrator",
  output: v.object({
    setup_required: v.boolean(),
    me: v.nullable(Me),
    /** Why nobody is signed in any more, for the browser that was when the account was shut out. */
    held: v.nullable(
      v.object({
        kind: v.picklist(["suspended", "locked", "disabled"]),
        until: v.nullable(Instant),
        reason: v.nullable(v.string()),
        /** Administrators to turn to, a line each. */
        contact: v.array(v.string()),
      }),
    ),
    /** False on a private single-user site (`ENABLE_AUTH=false`). */
    auth_enabled: v.boolean(),
    guest_enabled: v.boolean(),
    /** What a guest's browser may send, an hour of the clock and a day of the site; null: no guests here. */
    guest_limits: v.nullable(
      v.object({ messages_per_hour: v.nullable(Count), calls_per_day: v.nullable(Count) }),
    ),
    /** A sign-in ends after so long without activity (U-099). */
    session_timeout_minutes: v.number(),
    /** Mail leaves this site, so that a password can be reset by it. */
    mail_enabled: v.boolean(),
    providers: v.array(v.object({ id: v.string(), name: v.string() })),
    turnstile_site_key: v.nullable(v.string()),
    maintenance: Maintenance,
    /** As `/announcements` tells them to this caller. */
    announcements: v.array(ShownAnnouncement),
  }),
});
export type AuthStatus = OutputOf<typeof getAuthStatus>;

export const login = endpoint({
  method: "POST",
  path: "/auth/login",
  access: "public",
  key: false,
  summary:
    "Sign in with e-mail and password; sets the cookie, or asks for the second factor (U-052)",
  json: v.object({ email: Email, password: Password, turnstile: Turnstile }),
  output: SignInResult,
});

export const loginAsGuest = endpoint({
  method: "POST",
  path: "/auth/guest",
  access: "public",
  key: false,
  summary: "Look around for half an hour, read-only (U-018, U-019)",
  json: v.object({ turnstile: Turnstile }),
  output: SignInResult,
});

export const setUp = endpoint({
  method: "POST",
  path: "/auth/setup",
  access: "public",
  key: false,
  summary: "Create the first administrator with the one-time set-up token",
  json: v.object({
    token: Text(200),
    email: Email,
    name: Name(100),
    password: Password,
  }),
  output: Me,
  created: true,
});

export const refreshLogin = endpoint({
  method: "POST",
  path: "/auth/refresh",
  access: "guest",
  key: false,
  whileRestricted: true,
  summary: "Keep the sign-in from idling out, within its life (U-041)",
  output: Me,
});

export const logout = endpoint({
  method: "POST",
  path: "/auth/logout",
  access: "public",
  key: false,
  // Leaving is always allowed: a network may have got another address since.
  fromAnywhere: true,
  summary:
    "End this sign-in at once, on the server too; one that has ended or was shut out is forgotten",
});
