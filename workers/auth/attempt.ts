import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { sha256Hex } from "../platform/hash.ts";
import { originOf, type AppContext } from "../platform/http.ts";
import { readSettings } from "../settings/read-settings.ts";
import { networkOf } from "./network.ts";
import {
  clearAttempts,
  clearAttemptsBelow,
  giveTurnBack,
  releaseAttempt,
  reserveAttempt,
  takeTurn,
  type Pace,
} from "./throttle.ts";
import { isHumanCheckOn, requireHuman } from "./turnstile.ts";

/** Failures of one address at one place before the human check (U-052); of everybody, more. */
const humanAfter = { pair: 3, account: 10, network: 30 };

const accountPace: Pace = { free: 20, spacing: 1000, longest: 8000 };
const networkPace: Pace = { free: 50, spacing: 500, longest: 8000 };

/** The keys of sign_in_throttle that an attempt counts under (T-17). */
async function keysOf(email: string, ip: string | null) {
  const [hash, network] = [await sha256Hex(email), networkOf(ip)];
  return {
    network,
    pair: `pair:${hash}:${network}`,
    slow: [
      { key: `account:${hash}`, pace: accountPace, human: humanAfter.account },
      // Requests with no address come from the machine itself.
      ...(network === "local"
        ? []
        : [{ key: `network:${network}`, pace: networkPace, human: humanAfter.network }]),
    ],
  };
}

/** Lifts every lock of an address, for who proved to be its owner another way. */
export const clearPairs = async (db: Db, email: string): Promise<[Statement]> => [
  clearAttemptsBelow(db, `pair:${await sha256Hex(email)}:`),
];

/** Whose key a pair is, without saying where. */
export const isPairOf = async (email: string, pair: string): Promise<boolean> =>
  pair.startsWith(`pair:${await sha256Hex(email)}:`);

export interface Attempt {
  /** One of sign_in_throttle. */
  readonly pair: string;
  readonly network: string;
  readonly number: number;
  /** Set where this attempt, if wrong, was the last before the lock. */
  readonly lockedUntil: Date | null;
  /** What makes it count for nothing, once it proved right. */
  readonly right: () => [Statement, ...Statement[]];
}

/**
 * Lets a sign-in be tried: locked pairs get AUTH_003, whether anybody has the address or not; after
 * three failures the human check is asked for (AUTH_015); who guesses at large waits in line, or is
 * sent away (RATE_001). What this takes does not depend on the account.
 */
export async function beginAttempt(
  c: AppContext,
  email: string,
  turnstile: string | undefined,
): Promise<Attempt | "locked"> {
  const db = openDb(c.env.DB);
  const { ip } = originOf(c);
  const now = Date.now();
  const settings = await readSettings(c.env);
  const lock = { max: settings.max_login_attempts, length: settings.lock_minutes * 60_000 };
  const { pair, network, slow } = await keysOf(email, ip);
  const number = await reserveAttempt(db, pair, lock, now);
  if (number === null) return "locked";
  const taken: string[] = [];
  const undo = async (error: AppError): Promise<never> => {
    const turns = taken.map((key) => giveTurnBack(db, key));
    await runBatch(db, releaseAttempt(db, pair), ...turns);
    throw error;
  };
  let [wait, suspicious] = [0, number > humanAfter.pair];
  for (const { key, pace, human } of slow) {
    const turn = await takeTurn(db, key, pace, now);
    if (turn === null) {
      return undo(new AppError("RATE_001", { retry_after: Math.ceil(pace.longest / 1000) }));
    }
    taken.push(key);
    wait = Math.max(wait, turn.wait);
    suspicious ||= turn.before >= human;
  }
  if (suspicious && isHumanCheckOn(c.env)) await requireHuman(c.env, turnstile, ip).catch(undo);
  if (wait > 0) await scheduler.wait(wait);
  return {
    pair,
    network,
    number,
    lockedUntil: number >= lock.max ? new Date(now + lock.length) : null,
    right: () => [clearAttempts(db, pair), ...taken.map((key) => giveTurnBack(db, key))],
  };
}
