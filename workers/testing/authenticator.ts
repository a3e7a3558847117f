import { encodeCBOR } from "@levischuck/tiny-cbor";
import { decodeBase64Url, encodeBase64Url } from "../platform/hash.ts";

/** A passkey in software: ES256, as a browser and its authenticator would answer together. */
export interface Authenticator {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly keys: CryptoKeyPair;
  counter: number;
}

/** What an answer lies about, where it does. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly userHandle?: string;
}

const text = (value: string) => Uint8Array.from(new TextEncoder().encode(value));
const sha256 = async (bytes: BufferSource) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function newAuthenticator(): Promise<Authenticator> {
  const keys = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  return { credentialId: crypto.getRandomValues(new Uint8Array(16)), keys, counter: 1 };
}

const clientData = (type: string, challenge: string, origin: string, lies: Lies) =>
  text(
    JSON.stringify({
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? origin,
      crossOrigin: lies.crossOrigin ?? false,
    }),
  );

async function authData(
  rpId: string,
  flags: number,
  counter: number,
  rest: Uint8Array = new Uint8Array(),
) {
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, counter);
  return join(await sha256(text(rpId)), new Uint8Array([flags]), count, rest);
}

const verified = (lies: Lies) => (lies.userVerified === false ? 1 : 5);

type Options = Record<string, unknown>;

/** RegistrationResponseJSON to the options of a ceremony. */
export async function register(
  device: Authenticator,
  options: Options,
  origin: string,
  lies: Lies = {},
): Promise<Record<string, unknown>> {
  const jwk = (await crypto.subtle.exportKey("jwk", device.keys.publicKey)) as JsonWebKey;
  const cose = encodeCBOR(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, decodeBase64Url(jwk.x ?? "")],
      [-3, decodeBase64Url(jwk.y ?? "")],
    ]),
  );
  const length = new Uint8Array([0, device.credentialId.length]);
  const credential = join(new Uint8Array(16), length, device.credentialId, cose);
  const rpId = lies.rpId ?? (options["rp"] as { id: string }).id;
  const attestation = encodeCBOR(
    new Map<string, string | Uint8Array | Map<string, string>>([
      ["fmt", "none"],
      ["attStmt", new Map<string, string>()],
      ["authData", await authData(rpId, verified(lies) | 64, device.counter, credential)],
    ]),
  );
  const client = clientData("webauthn.create", String(options["challenge"]), origin, lies);
  const id = encodeBase64Url(device.credentialId);
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: encodeBase64Url(client),
      attestationObject: encodeBase64Url(attestation),
      transports: ["internal"],
    },
  };
}

/** WebCrypto's two numbers as DER, which is how authenticators write them. */
function der(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const number = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.subarray(Math.max(start, 0));
    const padded = (short[0] ?? 0) > 127 ? join(new Uint8Array([0]), short) : short;
    return join(new Uint8Array([2, padded.length]), padded);
  };
  const both = join(number(raw.subarray(0, 32)), number(raw.subarray(32)));
  return join(new Uint8Array([0x30, both.length]), both);
}

/** AuthenticationResponseJSON to the options of a ceremony; counts one on. */
export async function assert(
  device: Authenticator,
  options: Options,
  origin: string,
  lies: Lies = {},
): Promise<Record<string, unknown>> {
  device.counter += 1;
  const data = await authData(lies.rpId ?? String(options["rpId"]), verified(lies), device.counter);
  const client = clientData("webauthn.get", String(options["challenge"]), origin, lies);
  const signed = join(data, await sha256(client));
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(how, device.keys.privateKey, signed);
  const id = encodeBase64Url(device.credentialId);
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: encodeBase64Url(client),
      authenticatorData: encodeBase64Url(data),
      signature: encodeBase64Url(der(new Uint8Array(signature))),
      ...(lies.userHandle ? { userHandle: encodeBase64Url(text(lies.userHandle)) } : {}),
    },
  };
}
