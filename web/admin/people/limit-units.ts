import type { LimitKind } from "#contract/limit";
import { t } from "../../i18n/admin-limits.ts";
import { bytes, count, money } from "../../i18n/format.ts";

export type LimitUnit = "count" | "money" | "bytes";

export const unitOf = (kind: LimitKind): LimitUnit =>
  kind === "monthly_budget_micro_usd" ? "money" : kind === "storage_bytes" ? "bytes" : "count";

/** How much of the stored unit one of the typed unit is. */
const sizes: Record<LimitUnit, number> = { count: 1, money: 1_000_000, bytes: 1024 ** 2 };

/** As it is typed: US dollars, megabytes, or the number itself. */
export const toTyped = (kind: LimitKind, value: number): string =>
  String(Number((value / sizes[unitOf(kind)]).toFixed(6)));

/** From what was typed; null where it is no amount. Fractions make sense for money and bytes only. */
export function fromTyped(kind: LimitKind, text: string): number | null {
  const unit = unitOf(kind);
  const pattern = unit === "count" ? /^\d{1,12}$/ : /^\d{1,9}(\.\d{1,6})?$/;
  const plain = text.trim().replaceAll(",", "");
  return pattern.test(plain) ? Math.round(Number(plain) * sizes[unit]) : null;
}

export const limitText = (kind: LimitKind, value: number | null): string => {
  if (value === null) return t("unlimited");
  return { count, money, bytes }[unitOf(kind)](value);
};
