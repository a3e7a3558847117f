import { decodeBase64Url, encodeBase64Url } from "../../platform/hash.ts";
import { sealingKey } from "./derive-key.ts";

const version = "v1";

const bound = (iv: BufferSource, userId: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(userId),
});

/** `v1.<iv>.<text>`; opens for this account only, so that a row copied to another is worthless. */
export async function seal(
  siteSecret: string,
  userId: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await sealingKey(siteSecret);
  const text = await crypto.subtle.encrypt(bound(iv, userId), key, bytes);
  return [version, encodeBase64Url(iv), encodeBase64Url(new Uint8Array(text))].join(".");
}

/** Throws where the text was made for another account, under another secret, or changed. */
export async function unseal(
  siteSecret: string,
  userId: string,
  sealed: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [found, iv, text] = sealed.split(".");
  if (found !== version || iv === undefined || text === undefined) throw new Error("not sealed");
  const key = await sealingKey(siteSecret);
  return new Uint8Array(
    await crypto.subtle.decrypt(bound(decodeBase64Url(iv), userId), key, decodeBase64Url(text)),
  );
}
