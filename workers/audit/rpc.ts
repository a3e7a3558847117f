import type { Origin } from "../platform/http/http.ts";

/** What the one AuditChain object answers over RPC. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  /** Of the last sealed row in audit_log. */
  readonly rowid: number;
  /** Unix milliseconds. */
  readonly sealed_at: number;
}

/** Links before it are gone with their rows: the chain begins after it. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Rows of a class older than this (Unix milliseconds) may be missing: their time was over. */
export type Horizon = Readonly<Record<string, number>>;

/** How long each class is kept; the floors hold whatever it says. A class that is left out is left alone. */
export type Days = Readonly<Partial<Record<"DATA_CHANGE" | "ACCESS" | "SECURITY", number>>>;

export interface Purge {
  /** Rows taken out in this step, by class. */
  readonly purged: Readonly<Record<string, number>>;
  /** More are due. */
  readonly more: boolean;
}

export interface Verification {
  readonly ok: boolean;
  readonly checked: number;
  readonly erased: number;
  /** Of these, rows whose time is over: their links hold without them. */
  readonly purged: number;
  readonly anchor: Anchor | null;
  readonly broken_at: number | null;
  readonly problem: "changed" | "missing" | "unsealed_gap" | "fork" | null;
  readonly next: number | null;
  readonly head: ChainHead | null;
  readonly unsealed: number;
}

/** What a look found wrong, until a later one finds it right. */
export interface Fault {
  readonly broken_at: number;
  readonly problem: NonNullable<Verification["problem"]>;
}

/** Who looked at a break and goes on from it. */
export interface Reseal {
  readonly broken_at: number;
  readonly by: { readonly id: string; readonly login_id: string };
  readonly origin: Origin;
  readonly reason: string;
}

/** A break somebody went on from. The chain's writer forgets none: many more do not hide it. */
export interface Resealed extends Fault {
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly by: string;
  /** The last link that stayed; 0: none. */
  readonly kept: number;
}

export interface AuditChainRpc {
  /** The last link; null before the first. */
  head(): Promise<ChainHead | null>;
  /**
   * Seals what is written and not sealed yet, in order; returns how many rows. Whatever was committed
   * before the call is sealed when it returns. Safe to call at any time.
   */
  seal(): Promise<number>;
  /** Checks a bounded number of links from `from` on. */
  verify(from: number): Promise<Verification>;
  /**
   * Looks at the last links and goes on through the whole, in bounded steps, as many as walk it in an
   * hour or as many as asked for; remembers what is wrong.
   */
  watch(steps?: number): Promise<Fault | null>;
  /** What the last look found wrong. */
  fault(): Promise<Fault | null>;
  /**
   * Goes on from a break somebody looked at: links from it on go into the archive, and what is there
   * is sealed as it stands. Null: the chain is not broken there.
   */
  reseal(asked: Reseal): Promise<Resealed | null>;
  /** When that was done, newest last. */
  resealed(): Promise<readonly Resealed[]>;
  /** Takes a bounded number of rows out whose time is over (C-10), after they are in the archive. */
  purge(days?: Days): Promise<Purge>;
}

/** There is one chain, so there is one object. */
export const chainName = "chain";
