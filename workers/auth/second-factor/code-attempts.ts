import { eq, type SQL } from "drizzle-orm";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch, type Db, type Statement } from "../../platform/db.ts";
import { hour, minute } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppContext, type Origin } from "../../platform/http/http.ts";
import { readSettings } from "../../settings/read-settings.ts";
import type { Settings } from "../../settings/schema.ts";
import { knownDevice } from "../known-device.ts";
import { networkOf } from "../network.ts";
import { signInThrottle } from "../sign-in-throttle.sql.ts";
import {
  clearAttempts,
  clearAttemptsBelow,
  countsUnder,
  lockOf,
  releaseAttempt,
  reserveAttempt,
} from "../throttle.ts";

/** Counted apart: who knows the password must not begin the count of the codes anew with it. */
type Guessed = "factor" | "password";

export interface Guess {
  /** The one that closes the place to more, if it is wrong. */
  readonly last: boolean;
  /** A right answer ends the count. */
  readonly right: () => Promise<void>;
}

const lineOf = (guessed: Guessed, userId: string): string => `${guessed}:${userId}:`;

/**
 * Where an answer is counted: at a device the account knows, else at the network it comes from. All
 * devices have a bound together, and so have all networks: a stranger who knows the password keeps
 * its owner out no more than guesses on (T-17).
 */
async function placesOf(c: AppContext, userId: string) {
  const device = await knownDevice(c, userId);
  const networks = { place: networkOf(originOf(c).ip), all: "networks" };
  return device === null ? [networks] : [{ place: `device:${device}`, all: "devices" }, networks];
}

async function lockedAt(db: Db, key: string, settings: Settings): Promise<AppError> {
  const row = await db.select().from(signInThrottle).where(eq(signInThrottle.key, key)).get();
  const until = row?.lockedUntil?.getTime() ?? Date.now();
  const wait = Math.ceil((until - Date.now()) / 1000);
  return new AppError("AUTH_003", { ...lockOf(settings), retry_after: Math.max(wait, 1) });
}

/**
 * Takes one attempt at an account's codes or password, before it is looked at: of any number at
 * once, no more are checked than the site allows in its lock time (T-17). Throws AUTH_003 past that.
 */
export async function takeAttempt(c: AppContext, guessed: Guessed, userId: string): Promise<Guess> {
  const db = openDb(c.env.DB);
  const settings = await readSettings(c.env);
  const own = { max: settings.max_login_attempts, length: settings.lock_minutes * minute };
  const together = { max: 3 * own.max, length: hour };
  const line = lineOf(guessed, userId);
  let full = line;
  for (const { place, all } of await placesOf(c, userId)) {
    const [mine, theirs] = [`${line}${place}`, `${line}${all}`];
    const number = await reserveAttempt(db, mine, own);
    if (number === null) throw await lockedAt(db, mine, settings);
    const last = number === own.max;
    const sum = await reserveAttempt(db, theirs, together);
    if (sum !== null) {
      const back = () => releaseAttempt(db, theirs, sum === together.max);
      return { last, right: () => runBatch(db, clearAttempts(db, mine), back()) };
    }
    await runBatch(db, releaseAttempt(db, mine, last));
    full = theirs;
  }
  throw await lockedAt(db, full, settings);
}

/** Lets codes and password be tried again everywhere, for the batch of who lifts it. */
export const clearGuesses = (db: Db, userId: string): [Statement, Statement] => [
  clearAttemptsBelow(db, lineOf("factor", userId)),
  clearAttemptsBelow(db, lineOf("password", userId)),
];

/** What `clearGuesses` would lift, as it counts now. */
export const guessesOf = (userId: string): SQL =>
  countsUnder([], [lineOf("factor", userId), lineOf("password", userId)], Date.now());

/** Puts a wrong answer on record; the last one allowed is CRITICAL. */
export const recordFailure = (
  db: Db,
  userId: string,
  origin: Origin,
  failure: { method: string; reason: string; critical?: boolean },
  ...told: Statement[]
): Promise<void> =>
  runBatch(
    db,
    auditStatement(db, { id: userId }, origin, {
      event: "SECURITY",
      action: "SECOND_FACTOR_FAILED",
      resource: ["USER", userId],
      severity: failure.critical ? "CRITICAL" : "WARNING",
      metadata: { method: failure.method, failure_reason: failure.reason },
    }),
    ...told,
  );
