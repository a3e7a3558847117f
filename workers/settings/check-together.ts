import { day, minute } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { requireEndWithinRole, requireLastingRole } from "../platform/lasting-role.ts";
import { isListed } from "../platform/http/site-rules.ts";
import type { ChangedBy } from "./change-settings.ts";
import { maintenanceOf } from "./maintenance-state.ts";
import type { SettingKey, Settings } from "./schema.ts";

type Changed = readonly SettingKey[];

/** T-25: nobody takes away the address they come from themselves. Throws SETTING_004. */
function checkAddresses(settings: Settings, { actor, origin }: ChangedBy): void {
  if (actor === null || isListed(origin.ip, settings.ip_whitelist)) return;
  throw new AppError("SETTING_004", { address: origin.ip });
}

/** Throws SETTING_002. */
function checkTimes({ maintenance_starts_at: starts, maintenance_ends_at: ends }: Settings): void {
  if (starts === null || ends === null || Date.parse(starts) < Date.parse(ends)) return;
  const message = `the end (${ends}) must be after the start (${starts})`;
  throw new AppError("SETTING_002", { key: "maintenance_ends_at", after: starts }, [
    { path: "value", message },
  ]);
}

const mostAhead = 366 * day;

/** Typed for this minute, a start is no earlier one. */
const lateBy = minute;

/** What is named is a time to come, within a year. Throws SETTING_007. */
function checkBounds(
  settings: Settings,
  { actor }: ChangedBy,
  _: Settings,
  changed: Changed,
): void {
  if (actor === null) return;
  const now = Date.now();
  const bounds = {
    maintenance_starts_at: [now - lateBy, now + mostAhead],
    maintenance_ends_at: [now, now + mostAhead],
  } as const;
  for (const key of ["maintenance_starts_at", "maintenance_ends_at"] as const) {
    const at = settings[key];
    if (at === null || !changed.includes(key)) continue;
    const [first, last] = bounds[key];
    if (Date.parse(at) >= first && Date.parse(at) <= last) continue;
    const [earliest, latest] = [new Date(first).toISOString(), new Date(last).toISOString()];
    throw new AppError("SETTING_007", { key, earliest, latest });
  }
}

/** Who is an administrator for a day plans for the day, and shuts no administrator out (U-140). Throws AUTH_004. */
function checkPlan(settings: Settings, { actor }: ChangedBy): void {
  const { maintenance_starts_at: starts, maintenance_ends_at: ends } = settings;
  if (actor === null || starts === null) return;
  requireEndWithinRole(actor, ends === null ? null : new Date(ends));
}

/** And what they close by hand opens by itself: beside a plan it does not when that ends. Throws AUTH_004. */
function checkByHand(settings: Settings, { actor }: ChangedBy): void {
  if (actor === null || !settings.maintenance_mode) return;
  const { maintenance_starts_at: starts, maintenance_ends_at: ends } = settings;
  requireEndWithinRole(actor, starts !== null || ends === null ? null : new Date(ends));
}

/**
 * What is closed until a time known to people stays so until then, or until who changes it names
 * another: no switch beside a plan takes its end along. Throws SETTING_002.
 */
function checkEnd(settings: Settings, { actor }: ChangedBy, was: Settings, changed: Changed): void {
  const now = Date.now();
  const [before, after] = [maintenanceOf(was, now), maintenanceOf(settings, now)];
  const loses = before.active && before.until !== null && after.active && after.until === null;
  if (actor === null || !loses || changed.includes("maintenance_ends_at")) return;
  const ends = new Date(before.until).toISOString();
  throw new AppError("SETTING_002", { key: "maintenance_ends_at", ends }, [
    { path: "value", message: `closed until ${ends}: change maintenance_ends_at first` },
  ]);
}

/** Whom a closing that is on or planned admits takes a lasting one, either way; so does shutting out. Throws AUTH_004. */
function checkAdmins({ allow_admin_access }: Settings, { actor }: ChangedBy, was: Settings): void {
  const { active, starts_at } = maintenanceOf(was, Date.now());
  const stands = active || starts_at !== null;
  if (actor !== null && (stands || !allow_admin_access)) requireLastingRole(actor);
}

/** C-10: a failed request is part of the activity, too, and leaves with it or later. Throws SETTING_006. */
function checkKept({ activity_days, error_days }: Settings): void {
  if (error_days >= activity_days) return;
  throw new AppError("SETTING_006", { error_days, activity_days });
}

const closing = ["maintenance_mode", "maintenance_starts_at", "maintenance_ends_at"] as const;

interface Rule {
  /** Asked where one of them changes. */
  readonly keys: readonly SettingKey[];
  /** What it goes by besides. */
  readonly reads?: readonly SettingKey[];
  readonly check: (settings: Settings, by: ChangedBy, was: Settings, changed: Changed) => void;
}

const rules: readonly Rule[] = [
  { keys: ["ip_whitelist", "ip_whitelist_scope"], check: checkAddresses },
  { keys: ["maintenance_starts_at", "maintenance_ends_at"], check: checkTimes },
  { keys: ["maintenance_starts_at", "maintenance_ends_at"], check: checkBounds },
  { keys: ["maintenance_starts_at", "maintenance_ends_at"], check: checkPlan },
  { keys: closing, check: checkByHand },
  { keys: closing, check: checkEnd },
  { keys: ["allow_admin_access"], reads: closing, check: checkAdmins },
  { keys: ["activity_days", "error_days"], check: checkKept },
];

/**
 * What must hold of several settings at once, asked where one of them changes. Answers those it
 * looked at: none of them may be another by the time the change is written.
 */
export function checkTogether(
  was: Settings,
  settings: Settings,
  changed: Changed,
  by: ChangedBy,
): SettingKey[] {
  const asked = rules.filter(({ keys }) => keys.some((key) => changed.includes(key)));
  for (const { check } of asked) check(settings, by, was, changed);
  return asked.flatMap(({ keys, reads }) => [...keys, ...(reads ?? [])]);
}
