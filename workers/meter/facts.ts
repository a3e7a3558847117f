/** What the Meter must know of its person: the role as it counts now, limits of their own and of their keys. */
import { eq } from "drizzle-orm";
import type { Role } from "#contract/common";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { personOf, standingColumns } from "../auth/person.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { readSettings } from "../settings/read-settings.ts";
import { userLimit } from "../usage/user-limit.sql.ts";
import { effectiveLimits, type KeyLimits, type Limits } from "./effective-limits.ts";

export interface Facts {
  readonly name: string;
  readonly limits: Limits;
  readonly keys: ReadonlyMap<string, KeyLimits>;
  readonly warning_percent: number;
}

/** Who is not there has the least. */
const nobody: Role = "guest";

export async function loadFacts(env: Env, userId: string, now: number): Promise<Facts> {
  const db = openDb(env.DB);
  const [settings, row, own, keys] = await Promise.all([
    readSettings(env),
    db
      .select({ account: user, ...standingColumns })
      .from(user)
      .where(eq(user.id, userId))
      .get(),
    db
      .select({ kind: userLimit.kind, value: userLimit.value })
      .from(userLimit)
      .where(eq(userLimit.userId, userId)),
    db
      .select({ id: apiKey.id, limits: apiKey.limits })
      .from(apiKey)
      .where(eq(apiKey.userId, userId)),
  ]);
  const person = row ? personOf(row, settings, now) : null;
  return {
    name: person?.name ?? "",
    limits: effectiveLimits(person?.role ?? nobody, own),
    keys: new Map(keys.map(({ id, limits }) => [id, limits])),
    warning_percent: settings.budget_warning_percent,
  };
}

/** A change is in force within this time; `refresh` makes it at once. */
const believedFor = 10_000;
/** From here on they are read again beside the work, so that who is busy never waits for it. */
const renewedAfter = 5000;

export interface FactsCache {
  get(now: number): Promise<Facts>;
  forget(): void;
}

export function cacheFacts(
  load: (now: number) => Promise<Facts>,
  beside: (work: Promise<unknown>) => void,
): FactsCache {
  let kept: { at: number; facts: Facts } | null = null;
  let last: Facts | null = null;
  let loading: Promise<Facts> | null = null;
  let epoch = 0;
  const renew = (now: number): Promise<Facts> => {
    if (loading) return loading;
    const begun = epoch;
    const work = load(now)
      .then((facts) => {
        // What was read before a change is not kept after it.
        if (begun === epoch) kept = { at: now, facts };
        last = facts;
        return facts;
      })
      .finally(() => {
        if (loading === work) loading = null;
      });
    loading = work;
    return work;
  };
  return {
    async get(now) {
      if (kept === null || kept.at + believedFor <= now) {
        return renew(now).catch((error: unknown) => {
          // A D1 that does not answer stops nobody whose limits were known.
          if (last === null) throw error;
          return last;
        });
      }
      if (kept.at + renewedAfter <= now) beside(renew(now).catch(() => undefined));
      return kept.facts;
    },
    forget() {
      epoch += 1;
      kept = null;
      loading = null;
    },
  };
}
