import type { CleanupTarget } from "#contract/admin-data";
import type { Db, Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import type { SettingKey, Settings } from "../settings/schema.ts";

type DaysKey = Extract<
  SettingKey,
  "activity_days" | "error_days" | "audit_days" | "security_days" | "login_days" | "bin_days"
>;

/** What is old of a target. Times are Unix milliseconds. */
export interface Old {
  readonly count: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  /** An estimate where rows are counted, exact where files are. */
  readonly bytes: number;
}

export interface Swept {
  readonly gone: number;
  readonly bytes: number;
  /** What takes it out, where that is rows alone: one transaction with the count, which so is never short. */
  readonly statements?: readonly Statement[];
  /** Where the next step begins; null: all is gone that was old. */
  readonly position: number | null;
}

export interface Sweep {
  readonly env: Env;
  readonly db: Db;
  /** What is older goes. */
  readonly before: number;
  readonly days: number;
  /** When the clean-up began, Unix milliseconds. */
  readonly since: number;
  /** Who asked for it; null: the site itself. */
  readonly actor: Pick<Actor, "id" | "name"> | null;
  readonly origin: Origin;
  /** The job's id. */
  readonly job: string;
  readonly position: number;
  /** What was counted in the steps before. */
  readonly counted: { readonly gone: number; readonly bytes: number };
}

/** One class of data with a time of its own (C-10). */
export interface Target {
  readonly name: CleanupTarget;
  readonly ja: string;
  readonly en: string;
  /** The setting that says how long it is kept. */
  readonly setting: DaysKey & keyof Settings;
  /** Days no clean-up goes below. */
  readonly least: number;
  readonly preview: (env: Env, before: number) => Promise<Old>;
  /** Takes a bounded part of it out; bears being done again. */
  readonly sweep: (sweep: Sweep) => Promise<Swept>;
}
