import type { SettingItem } from "#contract/admin-setting";
import { t } from "../../i18n/admin-settings.ts";
import { count, dayAndTime } from "../../i18n/format.ts";

const units = {
  minutes: "unit_minutes",
  days: "unit_days",
  times: "unit_times",
  calls: "unit_calls",
  messages: "unit_messages",
  chats: "unit_chats",
  projects: "unit_projects",
  connections: "unit_connections",
} as const;

/** As it stands right behind a number. */
export const unitText = (unit: string | null): string =>
  unit === null ? "" : unit in units ? t(units[unit as keyof typeof units]) : ` ${unit}`;

/** Empty, these are not said at all; any other number is then without a limit. */
const unsaid: ReadonlySet<string> = new Set(["site_budget_usd", "infrastructure_usd"]);

export const emptyText = (item: SettingItem): string =>
  item.control === "number" && !unsaid.has(item.key) ? t("unlimited") : t("none");

/** A value of a setting in words. */
export function showValue(item: SettingItem, value: unknown): string {
  if (value === true) return t("yes");
  if (value === false) return t("no");
  if (value === null) return emptyText(item);
  if (typeof value === "number") return `${count(value)}${unitText(item.unit)}`;
  if (Array.isArray(value)) return value.length === 0 ? t("none") : value.join(", ");
  const text = String(value ?? "");
  if (text === "") return t("none");
  if (item.control === "time") return dayAndTime(text);
  return item.options.find((one) => one.value === text)?.label ?? text;
}
