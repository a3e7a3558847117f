import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { isConsole } from "./admin/page.ts";
import { admin, workbench } from "./screen-files.ts";

const workbenchScreen = lazy(workbench);
const adminScreen = lazy(admin);

/** Settles when the screen of an address can be drawn, of the two that take longest; undefined: it is of neither. */
export function preloadedScreen(path: string): Promise<unknown> | undefined {
  if (path.startsWith("/p/")) return workbenchScreen.preload();
  return isConsole(path) ? adminScreen.preload() : undefined;
}

/** Every screen by its address; each loads when it is first opened. */
export const routes: RouteDefinition[] = [
  {
    path: "/sign-in",
    component: lazy(async () => ({
      default: (await import("./screens/sign-in/SignInScreen.tsx")).SignInScreen,
    })),
  },
  {
    path: "/reset-password",
    component: lazy(async () => ({
      default: (await import("./screens/links/ResetScreen.tsx")).ResetScreen,
    })),
  },
  {
    path: "/invitation",
    component: lazy(async () => ({
      default: (await import("./screens/links/InvitationScreen.tsx")).InvitationScreen,
    })),
  },
  {
    path: "/verify-email",
    component: lazy(async () => ({
      default: (await import("./screens/links/VerifyScreen.tsx")).VerifyScreen,
    })),
  },
  {
    path: "/unlock",
    component: lazy(async () => ({
      default: (await import("./screens/links/UnlockScreen.tsx")).UnlockScreen,
    })),
  },
  {
    path: "/rules",
    component: lazy(async () => ({
      default: (await import("./screens/rules/RulesScreen.tsx")).RulesScreen,
    })),
  },
  {
    path: "/",
    component: lazy(async () => ({
      default: (await import("./screens/projects/ProjectsScreen.tsx")).ProjectsScreen,
    })),
  },
  {
    path: ["/p/:project", "/p/:project/s/:session"],
    component: workbenchScreen,
  },
  {
    path: ["/account", "/account/:page"],
    component: lazy(async () => ({
      default: (await import("./screens/account/AccountScreen.tsx")).AccountScreen,
    })),
  },
  {
    path: ["/admin", "/admin/:page", "/admin/:page/:id"],
    component: adminScreen,
  },
  {
    path: "*",
    component: lazy(async () => ({
      default: (await import("./screens/not-found/NotFoundScreen.tsx")).NotFoundScreen,
    })),
  },
];
