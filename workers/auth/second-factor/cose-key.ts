import { decodeCBOR } from "@levischuck/tiny-cbor";
import { encodeBase64Url } from "../../platform/hash.ts";

/** COSE numbers of what is offered: Ed25519, ECDSA with P-256, RSA with SHA-256. */
export const offeredAlgorithms = [-8, -7, -257] as const;

type Cose = ReadonlyMap<unknown, unknown>;

function part(key: Cose, label: number): string {
  const value = key.get(label);
  if (!(value instanceof Uint8Array)) throw new Error("COSE key incomplete");
  return encodeBase64Url(value);
}

const has = (key: Cose, kty: number, alg: number, curve?: number): boolean =>
  key.get(1) === kty && key.get(3) === alg && (curve === undefined || key.get(-1) === curve);

const importKey = (jwk: JsonWebKey, algorithm: { name: string; [field: string]: unknown }) =>
  crypto.subtle.importKey("jwk", jwk, algorithm as SubtleCryptoImportKeyAlgorithm, false, [
    "verify",
  ]);

/** The two numbers of an ECDSA signature in DER, as WebCrypto wants them: 32 bytes each. */
export function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(64);
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Error("not a DER signature");
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || number.length !== length) throw new Error("not a DER signature");
    const start = number.findIndex((byte) => byte !== 0);
    const significant = start < 0 ? new Uint8Array() : number.subarray(start);
    if (significant.length > 32) throw new Error("not a DER signature");
    raw.set(significant, end - significant.length);
    at += 2 + length;
  }
  return raw;
}

interface Verifier {
  readonly key: CryptoKey;
  readonly how: { name: string; hash?: string };
}

/** The key as WebCrypto takes it. Throws where it is of no offered kind. */
export async function importCose(cose: Uint8Array): Promise<Verifier> {
  const key = decodeCBOR(cose);
  if (!(key instanceof Map)) throw new Error("not a COSE key");
  if (has(key, 2, -7, 1)) {
    const jwk = { kty: "EC", crv: "P-256", x: part(key, -2), y: part(key, -3) };
    const imported = await importKey(jwk, { name: "ECDSA", namedCurve: "P-256" });
    return { key: imported, how: { name: "ECDSA", hash: "SHA-256" } };
  }
  if (has(key, 3, -257)) {
    const how = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const jwk = { kty: "RSA", n: part(key, -1), e: part(key, -2) };
    return { key: await importKey(jwk, how), how };
  }
  if (has(key, 1, -8, 6)) {
    const how = { name: "Ed25519" };
    return { key: await importKey({ kty: "OKP", crv: "Ed25519", x: part(key, -2) }, how), how };
  }
  throw new Error("COSE key of another kind");
}

/** Whether the signature over the bytes is of this COSE key. */
export async function verifySignature(
  cose: Uint8Array,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { key, how } = await importCose(cose);
  const raw = how.name === "ECDSA" ? rawSignature(signature) : signature;
  return crypto.subtle.verify(how, key, raw, signed);
}
