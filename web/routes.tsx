import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";

/** Every screen by its address; each loads when it is first opened. */
export const routes: RouteDefinition[] = [
  {
    path: "/sign-in",
    component: lazy(async () => ({
      default: (await import("./screens/sign-in/SignInScreen.tsx")).SignInScreen,
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
    component: lazy(async () => ({
      default: (await import("./screens/workbench/WorkbenchScreen.tsx")).WorkbenchScreen,
    })),
  },
  {
    path: "*",
    component: lazy(async () => ({
      default: (await import("./screens/not-found/NotFoundScreen.tsx")).NotFoundScreen,
    })),
  },
];
