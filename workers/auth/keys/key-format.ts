const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const prefix = "sk_live_";
/** 62^43 > 2^256. */
const secretLength = 43;
/** 62^6 > 2^32. */
const checksumLength = 6;

const shape = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

function base62(number: bigint, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest /= 62n) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
  }
  return text;
}

/** CRC-32 (IEEE) of ASCII text. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const checksumOf = (secret: string): string => base62(BigInt(crc32(secret)), checksumLength);

/** `sk_live_`, 256 random bits and their checksum, all in base62 (T-19). */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const secret = base62(
    bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n),
    secretLength,
  );
  return `${prefix}${secret}${checksumOf(secret)}`;
}

/** Whether this can be a key at all: what is mistyped or cut never reaches the database. */
export function isWellFormed(key: string): boolean {
  if (!shape.test(key)) return false;
  const secret = key.slice(prefix.length, -checksumLength);
  return key.endsWith(checksumOf(secret));
}

export const looksLikeKey = (text: string): boolean => text.startsWith(prefix);

/** What a list shows: enough to tell keys apart. */
export const hintOf = (lastFour: string): string => `${prefix}…${lastFour}`;
