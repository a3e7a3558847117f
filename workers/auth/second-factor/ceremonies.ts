import { minute } from "../../platform/durations.ts";
import { encodeBase64Url, randomToken } from "../../platform/hash.ts";
import { offeredAlgorithms } from "./cose-key.ts";
import type { RelyingParty } from "./relying-party.ts";
import type { passkey } from "./second-factor.sql.ts";

type Row = typeof passkey.$inferSelect;

/** What the browser gives the person, milliseconds. */
const timeout = 5 * minute;

const descriptors = (rows: readonly Row[]) =>
  rows.map((row) => ({
    type: "public-key",
    id: row.credentialId,
    ...(row.transports ? { transports: row.transports } : {}),
  }));

export interface Options {
  readonly challenge: string;
  readonly options: Record<string, unknown>;
}

/** PublicKeyCredentialCreationOptionsJSON; the person verified, and found without a name where it can be. */
export function creationOptions(
  site: RelyingParty,
  person: { readonly id: string; readonly email: string; readonly name: string },
  present: readonly Row[],
): Options {
  const challenge = randomToken();
  const options = {
    rp: { id: site.id, name: "Engawa" },
    user: {
      id: encodeBase64Url(new TextEncoder().encode(person.id)),
      name: person.email,
      displayName: person.name,
    },
    challenge,
    pubKeyCredParams: offeredAlgorithms.map((alg) => ({ type: "public-key", alg })),
    timeout,
    excludeCredentials: descriptors(present),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    attestation: "none",
  };
  return { challenge, options };
}

/** PublicKeyCredentialRequestOptionsJSON; without passkeys, the person picks one the device knows. */
export function requestOptions(site: RelyingParty, allowed: readonly Row[]): Options {
  const challenge = randomToken();
  const options = {
    challenge,
    rpId: site.id,
    timeout,
    userVerification: "required",
    allowCredentials: descriptors(allowed),
  };
  return { challenge, options };
}
