import type { SettingItem } from "#contract/admin-setting";
import type { Role } from "#contract/common";
import { LimitKind } from "#contract/limit";
import { fromTyped } from "../people/limit-units.ts";

/** In the settings an amount stands in the unit that is typed, and its name says which. */
const settingOf = (role: Role, kind: LimitKind): string => {
  const names: Partial<Record<LimitKind, string>> = {
    storage_bytes: "storage_mb",
    monthly_budget_micro_usd: "monthly_budget_usd",
  };
  return `${role}_${names[kind] ?? kind}`;
};

export type RoleLimits = Readonly<Record<LimitKind, number | null>>;

/** What a role may use, as the site's settings have it; null: no limit. */
export function siteLimits(settings: readonly SettingItem[], role: Role): RoleLimits {
  const entries = LimitKind.options.map((kind) => {
    const item = settings.find(({ key }) => key === settingOf(role, kind));
    return [kind, item?.value == null ? null : fromTyped(kind, String(item.value))];
  });
  return Object.fromEntries(entries) as RoleLimits;
}
