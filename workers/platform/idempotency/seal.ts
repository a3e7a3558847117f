import { decodeBase64Url, encodeBase64Url } from "../hash.ts";
import { sealingKey } from "../seal.ts";

const ivLength = 12;

/** A key that neither the database nor a caller alone can make. */
const keyOf = (secret: string, callersKey: string): Promise<CryptoKey> =>
  sealingKey(secret, { salt: "idempotent-answer", info: callersKey });

/** `callersKey` is stored nowhere, so that what is stored says nothing. */
export async function seal(secret: string, callersKey: string, value: unknown): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const key = await keyOf(secret, callersKey);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text));
  return `${encodeBase64Url(iv)}.${encodeBase64Url(sealed)}`;
}

export async function unseal(secret: string, callersKey: string, sealed: string): Promise<unknown> {
  const [iv = "", text = ""] = sealed.split(".");
  const key = await keyOf(secret, callersKey);
  const algorithm = { name: "AES-GCM", iv: decodeBase64Url(iv) };
  const bytes = await crypto.subtle.decrypt(algorithm, key, decodeBase64Url(text));
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}
