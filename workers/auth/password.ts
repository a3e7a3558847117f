import { Buffer } from "node:buffer";
import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { type ScryptParameters, scryptParameters } from "#password-cost";

const keyBytes = 32;

function derive(
  password: string,
  pepper: string,
  salt: Buffer,
  N: number,
  r: number,
  p: number,
): Buffer {
  const secret = Buffer.from(password.normalize("NFKC") + pepper, "utf8");
  return Buffer.from(
    scryptSync(secret, salt, keyBytes, { N, r, p, maxmem: 160 * N * r + 2 ** 20 }),
  );
}

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(
  password: string,
  pepper = "",
  { N, r, p }: ScryptParameters = scryptParameters,
): Promise<string> {
  const salt = Buffer.from(randomBytes(16));
  const key = derive(password, pepper, salt, N, r, p);
  return [
    "scrypt",
    N,
    r,
    p,
    salt.toString("base64url"),
    Buffer.from(key).toString("base64url"),
  ].join("$");
}

/** `outdated`: right, but hashed with other parameters than today's. */
export async function verifyPassword(
  password: string,
  stored: string,
  pepper = "",
): Promise<{ ok: boolean; outdated: boolean }> {
  const [name, N, r, p, salt, key] = stored.split("$");
  if (name !== "scrypt" || salt === undefined || key === undefined)
    return { ok: false, outdated: false };
  const expected = Buffer.from(key, "base64url");
  const actual = derive(
    password,
    pepper,
    Buffer.from(salt, "base64url"),
    Number(N),
    Number(r),
    Number(p),
  );
  const ok = expected.length === actual.length && timingSafeEqual(expected, actual);
  const now = scryptParameters;
  return { ok, outdated: Number(N) !== now.N || Number(r) !== now.r || Number(p) !== now.p };
}

/** Costs what a real check costs, so that the time of an answer does not tell whether an account exists. */
export async function spendPasswordCheck(password: string): Promise<void> {
  const { N, r, p } = scryptParameters;
  derive(password, "", Buffer.alloc(16), N, r, p);
}

type Weakness = "short" | "long" | "repetitive";

/**
 * T-07: 15 characters of anything, or 12 with upper case, lower case, digit and symbol. At most 256.
 * Of what is typed and what is hashed the shorter counts: neither marks that join their letter nor
 * one sign that stands for many make a password longer.
 */
export function weaknessOf(password: string): Weakness | null {
  const hashed = password.normalize("NFKC");
  const lengths = [[...password].length, [...hashed].length];
  const length = Math.min(...lengths);
  if (Math.max(...lengths) > 256) return "long";
  if (length >= 15) return new Set(hashed).size >= 5 ? null : "repetitive";
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u];
  return length >= 12 && classes.every((c) => c.test(hashed)) ? null : "short";
}
