import type { SignInResult } from "#contract/auth";
import { beginPasskeySignIn, finishPasskeySignIn } from "#contract/second-factor";
import { minute } from "../app/durations.ts";
import { call } from "../client/call.ts";
import { canOfferPasskeys, type SignOptions, signWithPasskey } from "../client/webauthn.ts";

/** Signs in with a passkey: alone, or as the second factor of a ticket. Throws `PasskeyDeclined`. */
export async function signInWithPasskey(
  ticket?: string,
  how: SignOptions = {},
): Promise<SignInResult> {
  const begun = await call(beginPasskeySignIn, {
    json: ticket === undefined ? {} : { ticket },
  });
  const response = await signWithPasskey(begun.options, how);
  return call(finishPasskeySignIn, { json: { ticket: begun.ticket, response } });
}

/** A ceremony holds five minutes on the server; it is renewed before that. */
const renewEvery = 4 * minute;

/**
 * Offers the passkeys of this device inside the e-mail field, where the browser can, until `signal`
 * ends it. Answers null where nothing came of it.
 */
export async function offerPasskeys(signal: AbortSignal): Promise<SignInResult | null> {
  if (!(await canOfferPasskeys())) return null;
  while (!signal.aborted) {
    const round = AbortSignal.timeout(renewEvery);
    try {
      return await signInWithPasskey(undefined, {
        conditional: true,
        signal: AbortSignal.any([signal, round]),
      });
    } catch {
      // Only the end of a round goes on; what else fails is offered by the button, with its reason.
      if (!round.aborted) return null;
    }
  }
  return null;
}
