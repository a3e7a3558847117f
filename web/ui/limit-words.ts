import * as v from "valibot";
import { LimitKind, LimitSource } from "#contract/limit";
import { bytes, coming, count, moneyBeside } from "../i18n/format.ts";
import { t } from "../i18n/limits.ts";

/** An amount of a kind of limit, with its unit, told apart from the one `beside` it. */
const amount = (kind: LimitKind, value: number, beside = value): string => {
  if (kind === "monthly_budget_micro_usd") return moneyBeside(value, [beside]);
  return kind === "storage_bytes" ? bytes(value) : count(value);
};

/** What is limited and to how much. */
export const limitOf = (kind: LimitKind, limit: number): string =>
  `${t(kind)}: ${amount(kind, limit)}`;

export const usedOf = (kind: LimitKind, used: number, limit: number | null): string =>
  limit === null
    ? t("unlimited", { used: amount(kind, used) })
    : t("of", { used: amount(kind, used, limit), limit: amount(kind, limit, used) });

const Details = v.object({
  kind: v.optional(LimitKind),
  used: v.optional(v.number()),
  limit: v.number(),
  source: v.optional(LimitSource),
  resets_at: v.nullish(v.string()),
  retry_after: v.optional(v.number()),
});

/** What a refused call says of the limit it met: used, of how much, whose limit, until when (U-092). */
export function limitWords(details: unknown): string | null {
  const found = v.safeParse(Details, details);
  if (!found.success) return null;
  const { kind, used, limit, source, resets_at: resets, retry_after: retry } = found.output;
  const value = (number: number, beside?: number) =>
    kind === undefined ? count(number) : amount(kind, number, beside);
  const parts = [
    used === undefined ? null : t("used", { used: value(used, limit), limit: value(limit, used) }),
    source === undefined ? null : t(`source_${source}`),
    resets == null ? null : t("resets", { when: coming(resets) }),
    retry !== undefined && retry < 120 ? t("retry", { count: retry }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(" · ");
}
