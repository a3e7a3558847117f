import { me } from "../../app/session.ts";
import { t } from "../../i18n/admin-parts.ts";
import { dayAndTime } from "../../i18n/format.ts";
import type { MenuAction } from "../../ui/menu-item.ts";

/** Whether who looks is an administrator for a day: the server refuses them what lasts (U-140). */
export const isForADay = (): boolean => me()?.role === "admin" && me()?.role_until != null;

/** Whether it is a lasting administrator's, whom one for a day does nothing to: the role is the account's own. */
export const isLastingOnes = (person: { readonly id: string; readonly role: string }): boolean =>
  person.role === "admin" && person.id !== me()?.id;

/** Spread over a button: they cannot press it, and it says why. */
export const lastingOnly = (): { disabled?: true; title?: string } =>
  isForADay() ? { disabled: true, title: t("lastingOnly") } : {};

/** The same of an entry in a menu. */
export const lastingEntry = (entry: MenuAction): MenuAction =>
  isForADay() ? { ...entry, disabled: true, note: t("lastingOnly") } : entry;

/** When their day is over; null: they are no administrator for a day. */
export const endOfDay = (): string | null => (isForADay() ? (me()?.role_until ?? null) : null);

/** Why what ends then, or never, is not theirs to begin; undefined where it is. */
export function endFault(end: string | null): string | undefined {
  const until = endOfDay();
  if (until === null || (end !== null && Date.parse(end) <= Date.parse(until))) return undefined;
  return t("lastingEnd", { until: dayAndTime(until) });
}
