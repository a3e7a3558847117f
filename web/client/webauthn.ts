/**
 * The browser's WebAuthn calls, with what goes in and comes out as JSON (WebAuthn Level 3). The
 * conversions are our own: `parseCreationOptionsFromJSON` and `toJSON` are missing in browsers of 2024.
 */
export const hasPasskeys = (host = location.hostname): boolean =>
  "PublicKeyCredential" in window && !isAddress(host);

/** A passkey belongs to a name: browsers make none for a host that is an IP address. */
const isAddress = (host: string): boolean => /^(\[.*\]|\d+(\.\d+){3})$/.test(host);

/** Whether the browser can offer passkeys inside the e-mail field. */
export async function canOfferPasskeys(): Promise<boolean> {
  if (!hasPasskeys() || !("isConditionalMediationAvailable" in PublicKeyCredential)) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}

function toBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function fromBytes(bytes: ArrayBuffer | null): string | undefined {
  if (bytes === null) return undefined;
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const descriptors = (
  list: readonly PublicKeyCredentialDescriptorJSON[] = [],
): PublicKeyCredentialDescriptor[] =>
  list.map(({ id, transports }) => ({
    type: "public-key",
    id: toBytes(id),
    ...(transports === undefined ? {} : { transports: transports as AuthenticatorTransport[] }),
  }));

/** The person closed the browser's window, let it time out, or has no key here. */
export class PasskeyDeclined extends Error {
  override readonly name = "PasskeyDeclined";
}

const declined = new Set(["NotAllowedError", "InvalidStateError", "SecurityError"]);

async function ask(begin: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await begin().catch((cause: unknown) => {
    const known = cause instanceof DOMException && declined.has(cause.name);
    throw known ? new PasskeyDeclined(cause.name) : cause;
  });
  if (credential instanceof PublicKeyCredential) return credential;
  throw new PasskeyDeclined("NotAllowedError");
}

const common = (credential: PublicKeyCredential) => ({
  id: credential.id,
  rawId: fromBytes(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
});

/** Makes a passkey. Throws `PasskeyDeclined`. */
export async function createPasskey(options: object): Promise<Record<string, unknown>> {
  const { challenge, user, excludeCredentials, rp, pubKeyCredParams, ...rest } =
    options as PublicKeyCredentialCreationOptionsJSON;
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp,
    challenge: toBytes(challenge),
    user: { ...user, id: toBytes(user.id) },
    pubKeyCredParams: pubKeyCredParams.map(({ alg }) => ({ alg, type: "public-key" })),
    excludeCredentials: descriptors(excludeCredentials),
    ...(rest.timeout === undefined ? {} : { timeout: rest.timeout }),
    ...(rest.authenticatorSelection === undefined
      ? {}
      : { authenticatorSelection: rest.authenticatorSelection }),
    attestation: (rest.attestation ?? "none") as AttestationConveyancePreference,
  };
  const made = await ask(() => navigator.credentials.create({ publicKey }));
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: fromBytes(response.clientDataJSON),
      attestationObject: fromBytes(response.attestationObject),
      transports: response.getTransports(),
    },
  };
}

export interface SignOptions {
  /** Offered inside the e-mail field instead of in a window. */
  readonly conditional?: boolean;
  readonly signal?: AbortSignal;
}

/** Signs a challenge with a passkey. Throws `PasskeyDeclined`, or the abort. */
export async function signWithPasskey(
  options: object,
  how: SignOptions = {},
): Promise<Record<string, unknown>> {
  const { challenge, allowCredentials, rpId, timeout, userVerification } =
    options as PublicKeyCredentialRequestOptionsJSON;
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: toBytes(challenge),
    allowCredentials: descriptors(allowCredentials),
    ...(rpId === undefined ? {} : { rpId }),
    ...(timeout === undefined ? {} : { timeout }),
    userVerification: (userVerification ?? "preferred") as UserVerificationRequirement,
  };
  const used = await ask(() =>
    navigator.credentials.get({
      publicKey,
      ...(how.conditional === true ? { mediation: "conditional" as const } : {}),
      ...(how.signal === undefined ? {} : { signal: how.signal }),
    }),
  );
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    ...common(used),
    response: {
      clientDataJSON: fromBytes(response.clientDataJSON),
      authenticatorData: fromBytes(response.authenticatorData),
      signature: fromBytes(response.signature),
      userHandle: fromBytes(response.userHandle),
    },
  };
}
