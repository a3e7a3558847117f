/** What a page of the console is given. */
export interface PageProps {
  /** The row whose details are open, from the address. */
  readonly id: string | undefined;
}

export type PageName =
  | "overview"
  | "users"
  | "roles"
  | "requests"
  | "activity"
  | "audit"
  | "projects"
  | "sessions"
  | "content"
  | "statistics"
  | "notifications"
  | "bulk"
  | "masters"
  | "data"
  | "prices"
  | "security"
  | "settings"
  | "support";

/**
 * The menu: the page the console begins with, then the sections of A-141 in the document's order, our
 * own pages at the end of theirs (decision 26).
 */
export const sections: readonly {
  readonly name: "start" | "people" | "watch" | "run";
  readonly pages: readonly PageName[];
}[] = [
  { name: "start", pages: ["overview"] },
  { name: "people", pages: ["users", "roles", "masters", "prices", "requests"] },
  { name: "watch", pages: ["statistics", "activity", "audit", "projects", "sessions"] },
  { name: "run", pages: ["settings", "notifications", "security", "bulk", "data", "support"] },
];

const aboutOthers: ReadonlySet<string> = new Set<PageName>([
  "users",
  "roles",
  "requests",
  "content",
  "security",
]);

/** A site for one person has nobody these are about (the server answers AUTH_019). */
export const isThere = (name: PageName, alone: boolean): boolean =>
  !alone || !aboutOthers.has(name);

/** Whether a path is of the console. */
export const isConsole = (path: string): boolean => /^\/admin(\/|$)/.test(path);

/** Whether an address of the console leads to a page that is there. */
export const leadsThere = (address: string, alone: boolean): boolean =>
  !alone || !aboutOthers.has(address.split(/[/?]/)[2] ?? "");

/** The console begins with the overview. */
export const addressOf = (name: PageName): string =>
  name === "overview" ? "/admin" : `/admin/${name}`;
