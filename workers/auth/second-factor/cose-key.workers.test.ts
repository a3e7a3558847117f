import { encodeCBOR } from "@levischuck/tiny-cbor";
import { expect, test } from "vitest";
import { decodeBase64Url } from "../../platform/hash.ts";
import { importCose, rawSignature, verifySignature } from "./cose-key.ts";

type Cose = [number, number | Uint8Array][];
const encode = (fields: Cose) => encodeCBOR(new Map(fields));
const bytes = (text: string | undefined) => decodeBase64Url(text ?? "");
const signed = Uint8Array.from(new TextEncoder().encode("what was signed"));

async function pair(algorithm: Parameters<SubtleCrypto["generateKey"]>[0]) {
  const keys = (await crypto.subtle.generateKey(algorithm, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const jwk = (await crypto.subtle.exportKey("jwk", keys.publicKey)) as JsonWebKey;
  return { keys, jwk };
}

async function ed25519() {
  const { keys, jwk } = await pair({ name: "Ed25519" });
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, keys.privateKey, signed);
  const cose: Cose = [
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, bytes(jwk.x)],
  ];
  return { cose: encode(cose), signature: new Uint8Array(signature) };
}

async function rsa() {
  const { keys, jwk } = await pair({
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  });
  const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", keys.privateKey, signed);
  const cose: Cose = [
    [1, 3],
    [3, -257],
    [-1, bytes(jwk.n)],
    [-2, bytes(jwk.e)],
  ];
  return { cose: encode(cose), signature: new Uint8Array(signature) };
}

test.each([
  ["Ed25519", ed25519],
  ["RSA", rsa],
])("%s signatures are verified here, and changed ones are not", async (_name, make) => {
  const { cose, signature } = await make();
  expect(await verifySignature(cose, signature, signed)).toBe(true);
  const other = Uint8Array.from(signature, (byte, at) => (at === 20 ? byte ^ 1 : byte));
  expect(await verifySignature(cose, other, signed)).toBe(false);
});

test("a key of a kind that was not offered, or in pieces, is none", async () => {
  const point = crypto.getRandomValues(new Uint8Array(32));
  const kinds: Cose[] = [
    [
      [1, 2],
      [3, -35],
      [-1, 2],
      [-2, point],
      [-3, point],
    ],
    [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point],
    ],
    // Not on the curve.
    [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point],
      [-3, new Uint8Array(32)],
    ],
  ];
  for (const kind of kinds) await expect(importCose(encode(kind))).rejects.toThrow();
});

test("a DER signature is read whole: short numbers are padded, anything else is refused", () => {
  const raw = rawSignature(new Uint8Array([0x30, 8, 2, 2, 0, 0x80, 2, 2, 1, 2]));
  expect([raw[31], raw[62], raw[63]]).toEqual([0x80, 1, 2]);
  const broken = [
    [],
    [0x30, 9, 2, 2, 0, 0x80, 2, 2, 1, 2],
    [0x30, 8, 3, 2, 0, 0x80, 2, 2, 1, 2],
    [0x30, 8, 2, 9, 0, 0x80, 2, 2, 1, 2],
    [0x30, 37, 2, 35, 0, ...Array.from({ length: 34 }, () => 1)],
  ];
  for (const der of broken) expect(() => rawSignature(new Uint8Array(der))).toThrow();
});
