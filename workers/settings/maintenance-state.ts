/** Whether the site is closed (T-26), read off the settings. */
import type { Language } from "#contract/errors";
import type { Maintenance } from "#contract/maintenance";
import type { Settings } from "./schema.ts";

export interface MaintenanceState {
  readonly active: boolean;
  /** Closed by somebody, whatever is planned. */
  readonly by_hand: boolean;
  /** Unix milliseconds, of the planned time that is on or comes next; null: by hand, or none. */
  readonly starts_at: number | null;
  /** Null: open end. */
  readonly ends_at: number | null;
  /** When what is closed now opens by itself; null where nobody knows. */
  readonly until: number | null;
  readonly message: Readonly<Record<Language, string>>;
  readonly allow_admin_access: boolean;
  /** Of all that closes the site, and of what the clock made of it. */
  readonly version: string;
}

const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));

type Switches = Pick<
  Settings,
  "maintenance_mode" | "maintenance_starts_at" | "maintenance_ends_at"
>;

/** What the clock has made of the settings by `now`, whoever puts it on record. */
export function lapsedOf(settings: Switches, now: number): Partial<Switches> {
  const { maintenance_starts_at: starts, maintenance_ends_at: ends } = settings;
  if (ends === null || Date.parse(ends) > now) return {};
  // Closed by hand beside a plan, it stays so until somebody opens it.
  const hand = starts === null ? { maintenance_mode: false } : {};
  return { ...hand, maintenance_starts_at: null, maintenance_ends_at: null };
}

/**
 * By hand it is closed until somebody opens it, or until the end that was set; a planned time closes
 * and opens it by itself.
 */
export function maintenanceOf(stored: Settings, now: number): MaintenanceState {
  const settings = { ...stored, ...lapsedOf(stored, now) };
  const [starts, ends] = [at(settings.maintenance_starts_at), at(settings.maintenance_ends_at)];
  const byHand = settings.maintenance_mode;
  const message = settings.maintenance_message;
  const active = byHand || (starts !== null && starts <= now);
  const switches = [active, byHand, settings.allow_admin_access];
  return {
    active,
    by_hand: byHand,
    starts_at: starts,
    ends_at: starts !== null || byHand ? ends : null,
    // Closed by hand beside a plan, it does not open when that ends.
    until: byHand && starts !== null ? null : ends,
    message: { ja: message, en: settings.maintenance_message_en || message },
    allow_admin_access: settings.allow_admin_access,
    version: [...switches.map(Number), starts ?? 0, ends ?? 0].join("."),
  };
}

const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

export const viewOf = (state: MaintenanceState, language: Language): Maintenance => ({
  active: state.active,
  starts_at: state.active && state.until !== state.ends_at ? null : iso(state.starts_at),
  ends_at: iso(state.active ? state.until : state.ends_at),
  message: state.message[language],
  allow_admin_access: state.allow_admin_access,
  version: state.version,
});

/** Seconds until it is worth trying again. */
export const retryAfter = ({ until }: MaintenanceState, now: number): number =>
  until === null || until <= now ? 300 : Math.ceil((until - now) / 1000);
