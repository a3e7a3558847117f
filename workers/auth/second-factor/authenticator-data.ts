import { decodeCBOR, decodePartialCBOR } from "@levischuck/tiny-cbor";

/** WebAuthn Level 3, 6.1, as far as it is used. */
export interface AuthenticatorData {
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backedUp: boolean;
  readonly counter: number;
  /** Of a registration. */
  readonly credential: { readonly id: Uint8Array; readonly publicKey: Uint8Array } | null;
}

const flags = { present: 1, verified: 4, backedUp: 16, credential: 64 } as const;
const headLength = 37;

/** Throws where the bytes end early or are not CBOR. */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData {
  if (bytes.length < headLength) throw new Error("authenticator data too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flag = view.getUint8(32);
  let credential: AuthenticatorData["credential"] = null;
  if (flag & flags.credential) {
    const idAt = headLength + 18;
    const keyAt = idAt + view.getUint16(headLength + 16);
    const [, length] = decodePartialCBOR(bytes, keyAt);
    credential = {
      id: bytes.slice(idAt, keyAt),
      publicKey: bytes.slice(keyAt, keyAt + length),
    };
  }
  return {
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flag & flags.present) !== 0,
    userVerified: (flag & flags.verified) !== 0,
    backedUp: (flag & flags.backedUp) !== 0,
    counter: view.getUint32(33),
    credential,
  };
}

/** The authenticator data of an attestation object; what vouches for its maker is not asked for. */
export function readAttestation(bytes: Uint8Array): AuthenticatorData {
  const decoded = decodeCBOR(bytes);
  const data = decoded instanceof Map ? decoded.get("authData") : undefined;
  if (!(data instanceof Uint8Array)) throw new Error("attestation without authenticator data");
  return readAuthenticatorData(data);
}
