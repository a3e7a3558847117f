const salt = new TextEncoder().encode("engawa second factor");

/** A key of the site's secret for one purpose only; the secret itself encrypts nothing. */
async function derive(
  secret: string,
  purpose: string,
  algorithm: SubtleCryptoImportKeyAlgorithm,
  usages: string[],
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    "HKDF",
    false,
    ["deriveKey"],
  );
  const info = new TextEncoder().encode(purpose);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info },
    material,
    algorithm,
    false,
    usages,
  );
}

export const sealingKey = (secret: string): Promise<CryptoKey> =>
  derive(secret, "totp secret v1", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);

export const recoveryKey = (secret: string): Promise<CryptoKey> =>
  derive(secret, "recovery code v1", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
