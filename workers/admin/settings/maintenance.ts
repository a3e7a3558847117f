import type { enableMaintenance } from "#contract/admin-maintenance";
import type { Maintenance } from "#contract/maintenance";
import type { JsonOf } from "#contract/endpoint";
import type { Language } from "#contract/errors";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import { changeSettings, type Change, type ChangedBy } from "../../settings/change-settings.ts";
import { maintenanceOf, viewOf, type MaintenanceState } from "../../settings/maintenance-state.ts";
import { readSettings, readSettingsNow } from "../../settings/read-settings.ts";
import { storedSettings, versionOf } from "../../settings/stored-setting.ts";

/** As of at most five seconds ago. */
export async function viewMaintenance(
  env: Env,
  language: Language,
  now = Date.now(),
): Promise<Maintenance> {
  return viewOf(maintenanceOf(await readSettings(env, now), now), language);
}

const steering = [
  "maintenance_mode",
  "maintenance_starts_at",
  "maintenance_ends_at",
  "allow_admin_access",
] as const;

type Decide = (state: MaintenanceState, now: number) => readonly Change[];

/**
 * Decided from one state of the site, and anew where that changed before it is written. Throws
 * EDIT_001 where the state is not the one of `version`, and what `decide` and `changeSettings` throw.
 */
async function steer(
  env: Env,
  version: string | undefined,
  by: ChangedBy,
  decide: Decide,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const now = Date.now();
    // Versions first: what changes between the two reads is found out when it is written.
    const rows = await storedSettings(openDb(env.DB));
    const state = maintenanceOf(await readSettingsNow(env, now), now);
    if (version !== undefined && version !== state.version) throw new AppError("EDIT_001");
    const seen = steering.map((key) => ({ key, version: versionOf(rows.get(key)) }));
    try {
      return await changeSettings(env, decide(state, now), by, seen, now);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "SETTING_005")) throw error;
    }
  }
  throw new AppError("EDIT_001");
}

const isLater = ({ starts_at }: MaintenanceState, now: number): boolean =>
  starts_at !== null && starts_at > now;

const times = (starts: string | null, ends: string | null): Change[] => [
  { key: "maintenance_starts_at", value: starts },
  { key: "maintenance_ends_at", value: ends },
];

const byHand: Change = { key: "maintenance_mode", value: true };

function refuse(key: "starts_at" | "ends_at", message: string): never {
  throw new AppError("SETTING_002", { key: `maintenance_${key}` }, [
    { path: `json.${key}`, message },
  ]);
}

const told = (at: number): string => new Date(at).toISOString();
const isoOf = (at: number | null): string | null => (at === null ? null : told(at));

type Wish = JsonOf<typeof enableMaintenance>;

/** A time to come: whether the site is closed now stays as it is, and until when. Throws SETTING_002. */
function plan(starts: string, { ends_at }: Wish, state: MaintenanceState): Change[] {
  const { active, by_hand, until } = state;
  const moves = active && (!by_hand || until !== null);
  if (moves && Date.parse(starts) !== state.starts_at) {
    refuse("starts_at", "another time would open the site that is closed: plan once it is open");
  }
  return times(starts, ends_at === undefined && moves ? isoOf(until) : (ends_at ?? null));
}

/** Not named, it is as document A has it where a closing begins, and stays where one is on or planned. */
function admit(
  { allow_admin_access: named }: Wish,
  { active, starts_at }: MaintenanceState,
): Change[] {
  const stays = active || starts_at !== null;
  if (named === undefined && stays) return [];
  return [{ key: "allow_admin_access", value: named ?? true }];
}

/** Throws SETTING_002. */
function close(wish: Wish, state: MaintenanceState, now: number, { actor }: ChangedBy): Change[] {
  const { starts_at: planned } = state;
  // Closed already, it stays so until it would have opened: a text alone takes no end away.
  if (state.active && wish.starts_at === undefined && wish.ends_at === undefined) return [];
  // What an administrator for a day closes opens when their day ends (U-140).
  const day = state.active || planned !== null ? null : (actor?.role_until?.toISOString() ?? null);
  const kept = wish.ends_at === undefined && state.active ? isoOf(state.until) : null;
  const ends = wish.ends_at ?? kept ?? day;
  const byPlan = planned !== null && !isLater(state, now) && !state.by_hand;
  if (byPlan && wish.starts_at === undefined) return [{ key: "maintenance_ends_at", value: ends }];
  const beside = planned !== null && isLater(state, now);
  if (!beside || wish.starts_at === null) return [byHand, ...times(null, ends)];
  // Closed by hand beside a plan, it stays so until somebody opens it.
  if (ends === null) return [byHand];
  const why = `maintenance is planned from ${told(planned)}: closed beside it the site has no end`;
  refuse("ends_at", `${why}; leave ends_at out, or call the plan off (starts_at: null)`);
}

/**
 * Closes the site now, or from `starts_at` on; who is an administrator for a day, until that ends. A
 * plan for later stays unless `starts_at` says otherwise; only `ends_at` moves the end of what is closed.
 * Throws SETTING_002, SETTING_007, EDIT_001 and AUTH_004.
 */
export async function closeSite(env: Env, wish: Wish, by: ChangedBy): Promise<void> {
  const { starts_at, ends_at } = wish;
  if (ends_at != null && Date.parse(ends_at) <= Date.now()) {
    refuse("ends_at", `the end (${ends_at}) is over: nothing would close`);
  }
  const words: Change[] = [];
  if (wish.message !== undefined) words.push({ key: "maintenance_message", value: wish.message });
  if (wish.message_en !== undefined) {
    words.push({ key: "maintenance_message_en", value: wish.message_en });
  }
  await steer(env, wish.version, by, (state, now) => [
    ...words,
    ...admit(wish, state),
    ...(starts_at == null ? close(wish, state, now, by) : plan(starts_at, wish, state)),
  ]);
}

/**
 * Opens the site; a time planned for later stays. `callOff`: the other way round, that is called off,
 * and nothing opened. Throws EDIT_001.
 */
export async function openSite(
  env: Env,
  { callOff, version }: { readonly callOff: boolean; readonly version?: string | undefined },
  by: ChangedBy,
): Promise<void> {
  await steer(env, version, by, (state, now) => {
    const later = isLater(state, now);
    if (!callOff) {
      return [{ key: "maintenance_mode", value: false }, ...(later ? [] : times(null, null))];
    }
    // What has begun is no plan any more.
    if (!later && state.starts_at !== null) throw new AppError("EDIT_001");
    return later ? times(null, null) : [];
  });
}
