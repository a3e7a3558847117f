import { leadsThere } from "./admin/page.ts";
import { firstQuestionOf, preloadPage } from "./admin/page-files.ts";
import { askEarly } from "./client/early.ts";

export const workbench = async () => ({
  default: (await import("./screens/workbench/WorkbenchScreen.tsx")).WorkbenchScreen,
});

export const admin = async () => ({
  default: (await import("./admin/AdminScreen.tsx")).AdminScreen,
});

const isConsole = (path: string): boolean => /^\/admin(\/|$)/.test(path);

/** The largest screens come together with what draws them. */
export function preloadScreen(path: string): void {
  if (path.startsWith("/p/")) void workbench();
  if (isConsole(path)) {
    void admin();
    preloadPage(path);
  }
}

/** A list of the console is asked for as soon as it is known that an administrator is there who may read it. */
export async function askFirst(place: Location, status: Promise<Response>): Promise<void> {
  const address = isConsole(place.pathname) ? firstQuestionOf(place) : undefined;
  if (address === undefined) return;
  try {
    const { me, auth_enabled } = (await (await status).clone().json()) as {
      me: { role: string; restricted: string | null } | null;
      auth_enabled: boolean;
    };
    if (!leadsThere(place.pathname, !auth_enabled)) return;
    if (me?.role === "admin" && me.restricted === null) void askEarly(address);
  } catch {
    // Whoever takes the answer hears of the failure.
  }
}
