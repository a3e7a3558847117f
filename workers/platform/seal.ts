/** What is kept encrypted (T-31): AES-256-GCM under keys made of the site's secret. */
import { decodeBase64Url, encodeBase64Url } from "./hash.ts";

const version = "v1";

/** A key for one purpose only; the secret itself encrypts nothing. */
export async function deriveKey(
  secret: string,
  purpose: { readonly salt: string; readonly info: string },
  algorithm: SubtleCryptoImportKeyAlgorithm,
  usages: string[],
): Promise<CryptoKey> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base = await crypto.subtle.importKey("raw", bytes(secret), "HKDF", false, ["deriveKey"]);
  const { salt, info } = purpose;
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: bytes(salt), info: bytes(info) },
    base,
    algorithm,
    false,
    usages,
  );
}

export const sealingKey = (
  secret: string,
  purpose: { readonly salt: string; readonly info: string },
): Promise<CryptoKey> =>
  deriveKey(secret, purpose, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);

const bound = (iv: BufferSource, owner: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(owner),
});

/** `v1.<iv>.<text>`; opens for this owner only, so that a row copied to another is worthless. */
export async function seal(key: CryptoKey, owner: string, bytes: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(bound(iv, owner), key, bytes);
  return [version, encodeBase64Url(iv), encodeBase64Url(new Uint8Array(sealed))].join(".");
}

/** Throws where the text was made for another owner, under another secret, or changed. */
export async function unseal(
  key: CryptoKey,
  owner: string,
  sealed: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [found, iv, text] = sealed.split(".");
  if (found !== version || iv === undefined || text === undefined) throw new Error("not sealed");
  const opened = await crypto.subtle.decrypt(
    bound(decodeBase64Url(iv), owner),
    key,
    decodeBase64Url(text),
  );
  return new Uint8Array(opened);
}
