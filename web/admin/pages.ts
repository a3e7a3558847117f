import { type Component, lazy } from "solid-js";
import type { PageName, PageProps } from "./page.ts";
import { namedBy, pageFiles } from "./page-files.ts";

/** Every page of the console by its name; each loads when it is first opened. */
export const pages = Object.fromEntries(
  Object.entries(pageFiles).map(([name, file]) => [name, lazy(file)]),
) as Record<PageName, Component<PageProps> & { preload: () => Promise<unknown> }>;

/** Settles when the page of an address can be drawn; undefined: there is none. */
export function preloadedPage(path: string): Promise<unknown> | undefined {
  const name = namedBy(path);
  return name === undefined ? undefined : pages[name].preload();
}

/** Pages whose rows have an address of their own. */
export const withDetails: ReadonlySet<PageName> = new Set([
  "users",
  "activity",
  "audit",
  "projects",
  "sessions",
  "content",
  "settings",
  "notifications",
  "security",
]);
