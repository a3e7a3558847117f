/** Which files were open where, per person and session (U-040). */
export interface RememberedTab {
  readonly path: string;
  readonly cursor: number;
  readonly scroll: number;
}

export interface RememberedTabs {
  readonly tabs: readonly RememberedTab[];
  readonly active: string | null;
}

const keyOf = (user: string, session: string) => `engawa.tabs.${user}.${session}`;

const isTab = (value: unknown): value is RememberedTab =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as RememberedTab).path === "string" &&
  typeof (value as RememberedTab).cursor === "number" &&
  typeof (value as RememberedTab).scroll === "number";

/** Null where nothing (or nothing readable) is kept. */
export function recallTabs(user: string, session: string): RememberedTabs | null {
  try {
    const value = JSON.parse(
      localStorage.getItem(keyOf(user, session)) ?? "null",
    ) as RememberedTabs | null;
    if (value === null || !Array.isArray(value.tabs)) return null;
    const tabs = value.tabs.filter(isTab);
    return { tabs, active: typeof value.active === "string" ? value.active : null };
  } catch {
    return null;
  }
}

export function rememberTabs(user: string, session: string, tabs: RememberedTabs): void {
  try {
    localStorage.setItem(keyOf(user, session), JSON.stringify(tabs));
  } catch {
    // Not remembered then.
  }
}
