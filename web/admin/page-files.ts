import type { Component } from "solid-js";
import { isConsole, type PageName, type PageProps } from "./page.ts";

/** Asks for the file of a page of the console. */
export const pageFiles = {
  overview: async () => ({
    default: (await import("./overview/OverviewPage.tsx")).OverviewPage,
  }),
  users: async () => ({ default: (await import("./people/UsersPage.tsx")).UsersPage }),
  roles: async () => ({ default: (await import("./roles/RolesPage.tsx")).RolesPage }),
  requests: async () => ({
    default: (await import("./requests/RequestsPage.tsx")).RequestsPage,
  }),
  activity: async () => ({
    default: (await import("./activity/ActivityPage.tsx")).ActivityPage,
  }),
  audit: async () => ({ default: (await import("./audit/AuditPage.tsx")).AuditPage }),
  projects: async () => ({
    default: (await import("./projects/ProjectsPage.tsx")).ProjectsPage,
  }),
  sessions: async () => ({
    default: (await import("./sessions/SessionsPage.tsx")).SessionsPage,
  }),
  content: async () => ({ default: (await import("./content/ContentPage.tsx")).ContentPage }),
  settings: async () => ({
    default: (await import("./settings/SettingsPage.tsx")).SettingsPage,
  }),
  statistics: async () => ({
    default: (await import("./statistics/StatisticsPage.tsx")).StatisticsPage,
  }),
  notifications: async () => ({
    default: (await import("./notifications/NotificationsPage.tsx")).NotificationsPage,
  }),
  security: async () => ({
    default: (await import("./security/SecurityPage.tsx")).SecurityPage,
  }),
  data: async () => ({ default: (await import("./data/DataPage.tsx")).DataPage }),
  bulk: async () => ({ default: (await import("./bulk/BulkPage.tsx")).BulkPage }),
  masters: async () => ({
    default: (await import("./masters/MastersPage.tsx")).MastersPage,
  }),
  support: async () => ({ default: (await import("./support/SupportPage.tsx")).SupportPage }),
  prices: async () => ({ default: (await import("./prices/PricesPage.tsx")).PricesPage }),
} satisfies Record<PageName, () => Promise<{ default: Component<PageProps> }>>;

/** The page an address names; undefined: none. */
export const pageNamed = (name: string | undefined): PageName | undefined =>
  (Object.keys(pageFiles) as PageName[]).find((one) => one === name);

/** The page of the console an address is of; undefined: it is of none. */
export const namedBy = (path: string): PageName | undefined =>
  isConsole(path) ? pageNamed(path.split("/")[2] || "overview") : undefined;
