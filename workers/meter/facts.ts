/** What the Meter must know of its person: the role as it counts now, limits of their own and of their keys. */
import { eq } from "drizzle-orm";
import type { Role } from "#contract/common";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { personOf, standingColumns } from "../auth/person.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { user } from "../auth/user.sql.ts";
import { openDb, type Db } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { readSettingsNow } from "../settings/read-settings.ts";
import { roleLimitsOf } from "../settings/role-limits.ts";
import { hasFreeModel } from "../usage/free-model.ts";
import { userLimit } from "../usage/user-limit.sql.ts";
import { siteStorage, type SiteStorage } from "./site-storage.ts";
import { effectiveLimits, type KeyLimits, type Limits } from "./effective-limits.ts";
import { visitorsOf, type Visitor } from "./visitors.ts";

export interface Facts {
  readonly name: string;
  readonly limits: Limits;
  readonly keys: ReadonlyMap<string, KeyLimits>;
  readonly warning_percent: number;
  readonly has_free_model: boolean;
  /** Null: the site has no quota. */
  readonly site_storage: SiteStorage | null;
  /** Of a guest. */
  readonly visitors: readonly Visitor[];
}

/** Who is not there has the least. */
const nobody: Role = "guest";

/** A guest has one sign-in, and their network on the account (see guests/enter). */
async function visitorsBehind(db: Db, account: typeof user.$inferSelect, limits: Limits) {
  const login = await db
    .select({ device: userSession.deviceHash })
    .from(userSession)
    .where(eq(userSession.userId, account.id))
    .get();
  const who = { device: login?.device ?? null, network: account.statusReason };
  return visitorsOf(who, limits);
}

export async function loadFacts(env: Env, userId: string, now: number): Promise<Facts> {
  const db = openDb(env.DB);
  const [settings, row, own, keys] = await Promise.all([
    // As of now: what is kept here for ten seconds must not be old already.
    readSettingsNow(env, now),
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
  const role = person?.role ?? nobody;
  const limits = effectiveLimits(roleLimitsOf(settings, role), own);
  const [has_free_model, site_storage] = await Promise.all([
    hasFreeModel(env, role, now),
    siteStorage(env, settings),
  ]);
  return {
    name: person?.name ?? "",
    limits,
    keys: new Map(keys.map(({ id, limits }) => [id, limits])),
    warning_percent: settings.budget_warning_percent,
    has_free_model,
    site_storage,
    visitors: row?.account.role === "guest" ? await visitorsBehind(db, row.account, limits) : [],
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
