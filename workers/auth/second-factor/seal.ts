import * as sealed from "../../platform/seal.ts";

const salt = "engawa second factor";

const keyOf = (secret: string): Promise<CryptoKey> =>
  sealed.sealingKey(secret, { salt, info: "totp secret v1" });

export const recoveryKey = (secret: string): Promise<CryptoKey> =>
  sealed.deriveKey(
    secret,
    { salt, info: "recovery code v1" },
    { name: "HMAC", hash: "SHA-256", length: 256 },
    ["sign"],
  );

/** Opens for this account only. */
export const seal = async (
  siteSecret: string,
  userId: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> => sealed.seal(await keyOf(siteSecret), userId, bytes);

/** Throws where the text was made for another account, under another secret, or changed. */
export const unseal = async (
  siteSecret: string,
  userId: string,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> => sealed.unseal(await keyOf(siteSecret), userId, text);
