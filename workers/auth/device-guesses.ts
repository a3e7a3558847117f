import type { Db, Statement } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { sha256Hex } from "../platform/hash.ts";
import { releaseAttempt, reserveAttempt } from "./throttle.ts";

/**
 * What all devices an account knows may guess together, on lines of their own (T-17). After that
 * they are strangers like any other: many stolen cookies are worth no more than a few, and their
 * owner is slowed down as anybody is, but not locked out.
 */
const together = { max: 15, length: hour };

export const devicesKey = async (email: string): Promise<string> =>
  `devices:${await sha256Hex(email)}`;

export interface DeviceGuess {
  /** Null: of none the account knows, or of one that counts as a stranger's by now. */
  readonly device: string | null;
  /** It proved right, or was no guess at all. */
  readonly back: () => Statement[];
}

export async function takeDeviceGuess(
  db: Db,
  email: string,
  device: string | null,
  now: number,
): Promise<DeviceGuess> {
  if (device === null) return { device, back: () => [] };
  const key = await devicesKey(email);
  const number = await reserveAttempt(db, key, together, now);
  if (number === null) return { device: null, back: () => [] };
  return { device, back: () => [releaseAttempt(db, key, number >= together.max)] };
}
