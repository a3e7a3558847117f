/** Which limit holds and where it comes from: the role's, under the person's own (D-01). */
import type { LimitKind, LimitSource } from "#contract/limit";

export interface Limit {
  /** Null: none. */
  readonly value: number | null;
  readonly source: LimitSource;
}

export type Limits = Readonly<Record<LimitKind, Limit>>;

/** A key's own; what it does not name is its owner's alone. */
export interface KeyLimits {
  readonly calls_per_day?: number;
  readonly monthly_budget_micro_usd?: number;
}

export function effectiveLimits(
  ofRole: Readonly<Record<LimitKind, number | null>>,
  own: readonly { readonly kind: LimitKind; readonly value: number | null }[],
): Limits {
  const kinds = Object.keys(ofRole) as LimitKind[];
  const entries = kinds.map((kind): [LimitKind, Limit] => {
    const found = own.find((row) => row.kind === kind);
    return [
      kind,
      found ? { value: found.value, source: "user" } : { value: ofRole[kind], source: "role" },
    ];
  });
  return Object.fromEntries(entries) as Record<LimitKind, Limit>;
}
