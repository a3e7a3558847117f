import type { SettingItem } from "#contract/admin-setting";
import { isApiError } from "../../client/error.ts";

const timeOf = (items: readonly SettingItem[], key: string): string | null => {
  const value = items.find((item) => item.key === key)?.value;
  return typeof value === "string" ? value : null;
};

/** The time planned for later, also while the site is closed by hand; null: there is none. */
export function planOf(
  items: readonly SettingItem[],
): { starts_at: string; ends_at: string | null } | null {
  const starts_at = timeOf(items, "maintenance_starts_at");
  if (starts_at === null || Date.parse(starts_at) <= Date.now()) return null;
  return { starts_at, ends_at: timeOf(items, "maintenance_ends_at") };
}

export const admitsAdmins = (items: readonly SettingItem[]): boolean =>
  items.find((item) => item.key === "allow_admin_access")?.value === true;

/** Does `work`; where the state was another by then, `onStale` follows before the refusal is shown. */
export async function unlessStale<T>(work: Promise<T>, onStale: () => void): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isApiError(error, "EDIT_001")) onStale();
    throw error;
  }
}
