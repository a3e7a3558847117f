import * as v from "valibot";
import { SecondFactorMethod, SignInResult } from "./auth.ts";
import { Instant, Password, Text, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** Six digits of an authenticator, or a recovery code in any spacing. */
const Code = v.pipe(v.string(), v.trim(), v.minLength(6), v.maxLength(40));

/** What the browser's WebAuthn call gave or is to be given, as JSON (WebAuthn Level 3). */
const WebAuthnJson = v.record(v.string(), v.unknown());

/** A WebAuthn ceremony that was begun: its options, and the ticket that finishes it once. */
const Ceremony = v.object({ ticket: v.string(), options: WebAuthnJson });
const Finish = { ticket: Text(200), response: WebAuthnJson };

export const completeSignIn = endpoint({
  method: "POST",
  path: "/auth/second-factor",
  access: "public",
  key: false,
  summary: "Complete a sign-in with a code or a recovery code",
  json: v.object({ ticket: Text(200), code: Code }),
  output: SignInResult,
});

export const beginPasskeySignIn = endpoint({
  method: "POST",
  path: "/auth/passkey/begin",
  access: "public",
  key: false,
  summary: "Options for signing in with a passkey: as the second factor of a ticket, or alone",
  json: v.object({ ticket: v.optional(Text(200)) }),
  output: Ceremony,
});

export const finishPasskeySignIn = endpoint({
  method: "POST",
  path: "/auth/passkey/finish",
  access: "public",
  key: false,
  summary: "Sign in with a passkey",
  json: v.object(Finish),
  output: SignInResult,
});

export const Passkey = v.object({
  id: Id,
  name: v.string(),
  created_at: Instant,
  last_used_at: v.nullable(Instant),
  /** Kept by a service that carries it to other devices. */
  backed_up: v.boolean(),
});

export const getSecondFactors = endpoint({
  method: "GET",
  path: "/account/second-factors",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "What the caller's account can prove itself with",
  output: v.object({
    totp: v.object({ enabled: v.boolean(), since: v.nullable(Instant) }),
    passkeys: v.array(Passkey),
    recovery_codes_left: v.number(),
    required: v.boolean(),
    due: v.nullable(Instant),
  }),
});

export const beginTotp = endpoint({
  method: "POST",
  path: "/account/totp/begin",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "A new authenticator secret, not yet in force; needs the password",
  json: v.object({ password: v.optional(Password) }),
  output: v.object({ ticket: v.string(), secret: v.string(), uri: v.string() }),
});

export const confirmTotp = endpoint({
  method: "POST",
  path: "/account/totp/confirm",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "Put the authenticator in force with its first code; recovery codes are shown once",
  json: v.object({ ticket: Text(200), code: Code }),
  output: v.object({ recovery_codes: v.array(v.string()) }),
});

export const removeTotp = endpoint({
  method: "DELETE",
  path: "/account/totp",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Take the authenticator away",
});

export const renewRecoveryCodes = endpoint({
  method: "POST",
  path: "/account/recovery-codes",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Ten new recovery codes; the old ones stop working",
  output: v.object({ recovery_codes: v.array(v.string()) }),
});

export const beginPasskey = endpoint({
  method: "POST",
  path: "/account/passkeys/begin",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "Options for a new passkey; needs the password where no second factor was shown",
  json: v.object({ password: v.optional(Password) }),
  output: Ceremony,
});

export const finishPasskey = endpoint({
  method: "POST",
  path: "/account/passkeys/finish",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "Keep the new passkey; with the first second factor come recovery codes, shown once",
  json: v.object({ ...Finish, name: Name(60) }),
  output: v.object({ passkey: Passkey, recovery_codes: v.nullable(v.array(v.string())) }),
});

export const renamePasskey = endpoint({
  method: "PATCH",
  path: "/account/passkeys/:id",
  access: "user",
  key: false,
  summary: "Rename a passkey",
  param: v.object({ id: Id }),
  json: v.object({ name: Name(60) }),
  output: Passkey,
});

export const removePasskey = endpoint({
  method: "DELETE",
  path: "/account/passkeys/:id",
  access: "user",
  key: false,
  stepUp: "reauth",
  summary: "Take a passkey away",
  param: v.object({ id: Id }),
});

export const beginStepUp = endpoint({
  method: "POST",
  path: "/auth/step-up/begin",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "How the caller can prove it is them, with the options of a passkey where there is one",
  output: v.object({
    methods: v.array(v.union([SecondFactorMethod, v.literal("password")])),
    passkey: v.nullable(Ceremony),
    /** Where an account with neither password nor second factor proves it (`proveElsewhere`). */
    providers: v.array(v.object({ id: v.string(), name: v.string() })),
  }),
});

export const stepUp = endpoint({
  method: "POST",
  path: "/auth/step-up",
  access: "user",
  key: false,
  whileRestricted: true,
  summary: "Prove that it is you; holds for ten minutes of this sign-in",
  json: v.variant("method", [
    v.object({ method: v.literal("password"), password: Password }),
    v.object({ method: v.literal("totp"), code: Code }),
    v.object({ method: v.literal("recovery_code"), code: Code }),
    v.object({ method: v.literal("passkey"), ...Finish }),
  ]),
  output: v.object({ until: Instant, second_factor: v.boolean() }),
});
