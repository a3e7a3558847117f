import * as v from "valibot";
import { decodeBase64Url, encodeBase64Url } from "../../platform/hash.ts";
import { readAttestation, readAuthenticatorData } from "./authenticator-data.ts";
import type { AuthenticatorData } from "./authenticator-data.ts";
import { importCose, verifySignature } from "./cose-key.ts";
import type { RelyingParty } from "./relying-party.ts";

const Base64Url = v.pipe(v.string(), v.maxLength(20_000), v.regex(/^[\w-]+=*$/));
const credentialFields = { id: Base64Url, type: v.literal("public-key") };

/** RegistrationResponseJSON, as far as it is used. */
const Registration = v.object({
  ...credentialFields,
  response: v.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10))),
  }),
});

/** AuthenticationResponseJSON, as far as it is used. */
const Assertion = v.object({
  ...credentialFields,
  response: v.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: v.nullish(v.string()),
  }),
});
export type Assertion = v.InferOutput<typeof Assertion>;

const ClientData = v.object({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.optional(v.boolean()),
});

const sha256 = async (bytes: BufferSource) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** The browser's word: this ceremony, at this site, not framed by another. */
function checkClientData(
  text: string,
  type: string,
  challenge: string,
  site: RelyingParty,
): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64Url(text);
  const data = v.parse(ClientData, JSON.parse(new TextDecoder().decode(bytes)));
  if (data.type !== type) throw new Error("another ceremony");
  if (data.challenge !== challenge) throw new Error("another challenge");
  if (data.origin !== site.origin || data.crossOrigin) throw new Error("another origin");
  return bytes;
}

/** The authenticator's word: for this site, with the person present and verified. */
async function checkAuthenticator(data: AuthenticatorData, site: RelyingParty): Promise<void> {
  const expected = await sha256(new TextEncoder().encode(site.id));
  if (encodeBase64Url(data.rpIdHash) !== encodeBase64Url(expected)) throw new Error("another site");
  if (!data.userPresent || !data.userVerified) throw new Error("the person was not verified");
}

export interface NewCredential {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: string[] | null;
  readonly backedUp: boolean;
}

/** WebAuthn Level 3, 7.1, without attestation. Throws where anything is not as it must be. */
export async function verifyRegistration(
  response: unknown,
  challenge: string,
  site: RelyingParty,
): Promise<NewCredential> {
  const given = v.parse(Registration, response);
  checkClientData(given.response.clientDataJSON, "webauthn.create", challenge, site);
  const data = readAttestation(decodeBase64Url(given.response.attestationObject));
  await checkAuthenticator(data, site);
  const { credential } = data;
  if (!credential || credential.id.length === 0 || credential.id.length > 1023)
    throw new Error("no credential");
  const credentialId = encodeBase64Url(credential.id);
  if (credentialId !== given.id.replaceAll("=", "")) throw new Error("another credential");
  await importCose(credential.publicKey);
  return {
    credentialId,
    publicKey: encodeBase64Url(credential.publicKey),
    counter: data.counter,
    transports: given.response.transports ?? null,
    backedUp: data.backedUp,
  };
}

export const readAssertion = (response: unknown): Assertion => v.parse(Assertion, response);

/** WebAuthn Level 3, 7.2, but the counter. Throws where anything is not as it must be. */
export async function verifyAssertion(
  given: Assertion,
  publicKey: string,
  challenge: string,
  site: RelyingParty,
): Promise<{ counter: number; backedUp: boolean }> {
  const { clientDataJSON, authenticatorData, signature } = given.response;
  const clientData = checkClientData(clientDataJSON, "webauthn.get", challenge, site);
  const bytes = decodeBase64Url(authenticatorData);
  const data = readAuthenticatorData(bytes);
  await checkAuthenticator(data, site);
  const hash = await sha256(clientData);
  const signed = new Uint8Array(bytes.length + hash.length);
  signed.set(bytes);
  signed.set(hash, bytes.length);
  const right = await verifySignature(
    decodeBase64Url(publicKey),
    decodeBase64Url(signature),
    signed,
  );
  if (!right) throw new Error("another signature");
  return { counter: data.counter, backedUp: data.backedUp };
}
