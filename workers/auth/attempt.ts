import type { SQL } from "drizzle-orm";
import { openDb, runBatch, type Db, type Statement } from "../platform/db.ts";
import { minute } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { sha256Hex } from "../platform/hash.ts";
import { originOf, type AppContext } from "../platform/http/http.ts";
import { readSettings } from "../settings/read-settings.ts";
import { devicesKey, takeDeviceGuess } from "./device-guesses.ts";
import { networkOf } from "./network.ts";
import {
  clearAttempts,
  clearAttemptsBelow,
  countsUnder,
  failuresOf,
  giveTurnBack,
  lockOf,
  releaseAttempt,
  reserveAttempt,
  takeTurn,
  type Lock,
  type Pace,
} from "./throttle.ts";
import { isHumanCheckOn, requireHuman } from "./turnstile.ts";

/** Failures of one address at one place before the human check (U-052); of everybody, more. */
const humanAfter = { pair: 3, account: 10, network: 30 };

const accountPace: Pace = { free: 20, spacing: 1000, longest: 8000 };
const networkPace: Pace = { free: 50, spacing: 500, longest: 8000 };

/**
 * The keys of sign_in_throttle that an attempt counts under (T-17). A device the account was signed in
 * from is a place of its own, in no line with strangers: whoever guesses, they do not keep its owner out.
 */
async function keysOf(email: string, ip: string | null, device: string | null) {
  const [hash, network] = [await sha256Hex(email), networkOf(ip)];
  if (device !== null) return { network, pair: `pair:${hash}:device:${device}`, slow: [] };
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

/** Lifts all that holds an address back, for who proved to be its owner another way. */
export async function clearHolds(db: Db, email: string): Promise<[Statement, ...Statement[]]> {
  const hash = await sha256Hex(email);
  return [
    clearAttemptsBelow(db, `pair:${hash}:`),
    clearAttempts(db, `account:${hash}`),
    clearAttempts(db, await devicesKey(email)),
  ];
}

/** What `clearHolds` would lift, as it counts now. */
export async function holdsOf(email: string): Promise<SQL> {
  const hash = await sha256Hex(email);
  const keys = [`account:${hash}`, await devicesKey(email)];
  return countsUnder(keys, [`pair:${hash}:`], Date.now());
}

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

interface Tried {
  readonly email: string;
  readonly turnstile?: string | undefined;
  /** What the account knows the browser by, where it does. */
  readonly device: string | null;
}

/**
 * Whether the human check is due by what failed before. Asked first: who has no answer to it takes
 * no place in a line. A locked pair is told so, and not asked.
 */
async function isDue(
  db: Db,
  { pair, slow }: Awaited<ReturnType<typeof keysOf>>,
  lock: Lock,
  now: number,
): Promise<boolean> {
  const before = await failuresOf(db, [pair, ...slow.map(({ key }) => key)], now);
  const mine = before.get(pair);
  if (mine?.locked) return false;
  // A lock that was served begins the count anew.
  const failed = mine !== undefined && mine.failures < lock.max ? mine.failures : 0;
  const many = slow.some(({ key, human }) => (before.get(key)?.failures ?? 0) >= human);
  return failed >= humanAfter.pair || many;
}

async function runAll(db: Db, [first, ...rest]: readonly Statement[]): Promise<void> {
  if (first !== undefined) await runBatch(db, first, ...rest);
}

/**
 * Lets a sign-in be tried: locked pairs get AUTH_003, whether anybody has the address or not; after
 * three failures the human check is asked for (AUTH_015); who guesses at large waits in line, or is
 * sent away (RATE_001). What this takes does not depend on the account.
 */
export async function beginAttempt(
  c: AppContext,
  { email, turnstile, device }: Tried,
): Promise<Attempt | { readonly locked: AppError }> {
  const db = openDb(c.env.DB);
  const { ip } = originOf(c);
  const now = Date.now();
  const settings = await readSettings(c.env);
  const lock = { max: settings.max_login_attempts, length: settings.lock_minutes * minute };
  const guess = await takeDeviceGuess(db, email, device, now);
  const keys = await keysOf(email, ip, guess.device);
  const { pair, network, slow } = keys;
  const asked = isHumanCheckOn(c.env) && (await isDue(db, keys, lock, now));
  const giveBack = async (error: unknown): Promise<never> => {
    await runAll(db, guess.back());
    throw error;
  };
  if (asked) await requireHuman(c.env, turnstile, ip).catch(giveBack);
  const number = await reserveAttempt(db, pair, lock, now);
  if (number === null) {
    await runAll(db, guess.back());
    return { locked: new AppError("AUTH_003", lockOf(settings)) };
  }
  const taken: { key: string; pace: Pace }[] = [];
  const undo = async (error: AppError): Promise<never> => {
    const turns = taken.map(({ key, pace }) => giveTurnBack(db, key, pace.spacing));
    await runBatch(db, releaseAttempt(db, pair, number >= lock.max), ...turns, ...guess.back());
    throw error;
  };
  let [wait, suspicious] = [0, number > humanAfter.pair];
  for (const { key, pace, human } of slow) {
    const turn = await takeTurn(db, key, pace, now);
    if (turn === null) {
      return undo(new AppError("RATE_001", { retry_after: Math.ceil(pace.longest / 1000) }));
    }
    taken.push({ key, pace });
    wait = Math.max(wait, turn.wait);
    suspicious ||= turn.before >= human;
  }
  // Those that came at once were few when they were looked at.
  if (suspicious && !asked) await requireHuman(c.env, turnstile, ip).catch(undo);
  if (wait > 0) await scheduler.wait(wait);
  return {
    pair,
    network,
    number,
    lockedUntil: number >= lock.max ? new Date(now + lock.length) : null,
    right: () => [
      clearAttempts(db, pair),
      ...taken.map(({ key }) => giveTurnBack(db, key)),
      ...guess.back(),
    ],
  };
}
