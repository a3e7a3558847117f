/** What the one AuditChain object answers over RPC. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  /** Of the last sealed row in audit_log. */
  readonly rowid: number;
  /** Unix milliseconds. */
  readonly sealed_at: number;
}

export interface Verification {
  readonly ok: boolean;
  readonly checked: number;
  readonly erased: number;
  readonly broken_at: number | null;
  readonly problem: "changed" | "missing" | "unsealed_gap" | "fork" | null;
  readonly next: number | null;
  readonly head: ChainHead | null;
  readonly unsealed: number;
}

export interface AuditChainRpc {
  /** Seals what is written and not sealed yet, in order; returns how many rows. Safe to call at any time. */
  seal(): Promise<number>;
  /** Checks a bounded number of links from `from` on. */
  verify(from: number): Promise<Verification>;
}

/** There is one chain, so there is one object. */
export const chainName = "chain";
