/** What a Meter object (one per person) answers over RPC: the single writer of their counters and budget. */
import type { LimitKind, LimitView } from "#contract/limit";
import type { Env } from "../platform/env.ts";
import type { Result } from "../platform/result.ts";
import type { Limits } from "./effective-limits.ts";
import type { Meter } from "./object.ts";

export type { Limit, Limits } from "./effective-limits.ts";

/** What is counted one by one, and forgotten when its time is over. */
export type CountedKind = Extract<
  LimitKind,
  "calls_per_day" | "messages_per_hour" | "session_creations_per_minute"
>;

export interface Count {
  readonly kinds: readonly CountedKind[];
  /** The API key it was asked for with: its own limits hold as well (D-15). */
  readonly key_id: string | null;
  /** It will cost money: refused with BUDGET_001 once the budget is used up. */
  readonly paid?: boolean;
}

/** What one model call really cost. The same `id` twice counts once. */
export interface Settlement {
  readonly id: string;
  /** The reservation it ends; null for a call nothing was held for. */
  readonly reservation_id: string | null;
  readonly key_id: string | null;
  readonly micro_usd: number;
  /** When the call ended, Unix milliseconds. */
  readonly at: number;
}

export interface Reserve {
  readonly id: string;
  /** Who holds it; a holder has one reservation at most, a new one takes the place of the one before. */
  readonly holder: string;
  readonly key_id: string | null;
  /** What the call may cost at most, and the least that lets it say something. */
  readonly most_micro_usd: number;
  readonly least_micro_usd: number;
  /** What the least of a new chat takes, with the cheapest model that costs and the person may use. */
  readonly smallest_micro_usd: number;
  /** What the holder settled and nobody was told of yet. */
  readonly settled: readonly Settlement[];
}

export interface Connection {
  readonly id: string;
  readonly session_id: string;
}

export interface MonthView {
  /** `YYYY-MM`, of the site. */
  readonly key: string;
  readonly spent_micro_usd: number;
  readonly reserved_micro_usd: number;
  readonly budget_micro_usd: number | null;
  /** Of what costs. */
  readonly state: "ok" | "warning" | "paused";
  /** A model that costs nothing may be used: it goes on, whatever the state. */
  readonly free_model: boolean;
  /** What the least of a new chat takes, as last heard; 0 before any was. */
  readonly smallest_call_micro_usd: number;
  readonly resets_at: string;
}

export interface MeterView {
  /** Without `sessions_held`, which is the session list's to count. */
  readonly limits: LimitView[];
  /** The own limits of the key that was asked about, each with what the key itself used. */
  readonly key_limits: LimitView[];
  readonly month: MonthView;
}

export interface MeterRpc {
  /** Whether it is there at all. */
  ping(): Promise<void>;
  /** Counts one of each kind, or none and says which limit is in the way. Answers the limits concerned. */
  count(count: Count): Promise<Result<LimitView[]>>;
  /** Holds money for a model call: as much as is left, up to `most`; BUDGET_001 below `least`. */
  reserve(reserve: Reserve): Promise<Result<{ granted_micro_usd: number }>>;
  settle(settled: readonly Settlement[]): Promise<void>;
  /** What is held stays held, since its call still runs; unless renewed it is free again in minutes. */
  renew(reservationId: string): Promise<void>;
  /** Gives back what was held for a call that cost nothing. */
  release(reservationId: string): Promise<void>;
  /** Corrects the month's bill after its prices changed. */
  adjust(month: string, keyId: string | null, microUsd: number): Promise<void>;

  /** Counts a socket. Over the limit the oldest are told that this one took their place (C-15). */
  noteConnection(connection: Connection): Promise<void>;
  forgetConnection(connectionId: string): Promise<void>;

  /**
   * A project wants room for `bytes` in all: answers what it may grow to, or STORAGE_001. `spare`: only
   * of what no other project has been given.
   */
  makeRoom(projectId: string, bytes: number, spare?: boolean): Promise<Result<number>>;
  /** What a project holds, and what of its room it keeps. */
  noteSize(projectId: string, bytes: number, room: number): Promise<void>;

  limits(): Promise<Limits>;
  view(keyId: string | null, asOfNow?: boolean): Promise<MeterView>;
  /** Limits or role changed: the next question reads them again. */
  refresh(): Promise<void>;
  /** The account is gone. */
  destroy(): Promise<void>;
}

export const meterOf = (env: Pick<Env, "METER">, userId: string): DurableObjectStub<Meter> =>
  env.METER.getByName(userId);
