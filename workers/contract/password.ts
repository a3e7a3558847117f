import * as v from "valibot";
import { SignInResult } from "./auth.ts";
import { Email, Language, Password, Role, Text, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";

/**
 * The SPA's pages that links in mails lead to. The token follows as the fragment, which no server,
 * log or referrer sees: `/reset-password#<token>`.
 */
export const mailPages = {
  invitation: "/invitation",
  verify_email: "/verify-email",
  password_reset: "/reset-password",
  unlock: "/unlock",
} as const;

const Token = Text(200);
/** Keys are no copy of the password and outlive it, unless their owner says otherwise. */
const RevokeKeys = v.optional(v.boolean(), false);
const Turnstile = v.optional(v.pipe(v.string(), v.maxLength(2048)));

export const changePassword = endpoint({
  method: "PUT",
  path: "/account/password",
  access: "user",
  key: false,
  whileRestricted: true,
  summary:
    "Choose a new password, after a fresh second factor where there is one; every other sign-in of the account ends (U-051, T-07)",
  json: v.object({ current: v.optional(Password), next: Password, revoke_keys: RevokeKeys }),
  record: ["revoke_keys"],
});

export const requestPasswordReset = endpoint({
  method: "POST",
  path: "/auth/password-reset",
  access: "public",
  key: false,
  summary: "Ask for a reset mail; answers alike whether the address is known or not (U-162)",
  json: v.object({ email: Email, language: v.optional(Language), turnstile: Turnstile }),
});

export const resetPassword = endpoint({
  method: "POST",
  path: "/auth/password-reset/confirm",
  access: "public",
  key: false,
  summary: "Choose a new password with the token of the mail; every sign-in of the account ends",
  json: v.object({ token: Token, password: Password, revoke_keys: RevokeKeys }),
  record: ["revoke_keys"],
});

export const unlockByMail = endpoint({
  method: "POST",
  path: "/auth/unlock",
  access: "public",
  key: false,
  summary: "Lift a lock with the token of the mail (T-17)",
  json: v.object({ token: Token }),
});

export const getInvitation = endpoint({
  method: "POST",
  path: "/auth/invitation",
  access: "public",
  key: false,
  summary: "Whom an invitation is for; POST, so that its token stays out of addresses",
  json: v.object({ token: Token }),
  output: v.object({ email: v.string(), name: v.string(), role: Role, invited_by: v.string() }),
});

export const acceptInvitation = endpoint({
  method: "POST",
  path: "/auth/invitation/accept",
  access: "public",
  key: false,
  summary: "Accept an invitation: name and password, and you are signed in",
  json: v.object({
    token: Token,
    name: Name(100),
    password: Password,
    language: v.optional(Language),
  }),
  output: SignInResult,
  created: true,
});

export const verifyEmail = endpoint({
  method: "POST",
  path: "/auth/verify-email",
  access: "public",
  key: false,
  summary: "Confirm an address with the token of the mail; a changed address takes effect now",
  json: v.object({ token: Token }),
  output: v.object({ email: v.string() }),
});
