import { expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import { isAboutAccounts } from "./site-mode.ts";

/** What one person alone has a use for; `take-back` sees for itself whether a job was about people. */
const open = [
  "/account",
  "/account/export",
  "/admin/activity-logs",
  "/admin/alert-channels",
  "/admin/alert-readings",
  "/admin/alerts",
  "/admin/announcements",
  "/admin/audit-logs",
  "/admin/bulk/jobs",
  "/admin/bulk/projects",
  "/admin/chat-sessions",
  "/admin/command-patterns",
  "/admin/data",
  "/admin/debug",
  "/admin/health-check",
  "/admin/jobs",
  "/admin/logs",
  "/admin/masters",
  "/admin/notification-templates",
  "/admin/overview",
  "/admin/prices",
  "/admin/project-templates",
  "/admin/projects",
  "/admin/prompt-templates",
  "/admin/reports",
  "/admin/saved-views",
  "/admin/settings",
  "/admin/statistics",
  "/admin/stats",
  "/announcements",
  "/auth/status",
  "/files",
  "/health",
  "/maintenance",
  "/models",
  "/notices",
  "/project-templates",
  "/projects",
  "/prompt-templates",
  "/sessions",
  "/usage",
];

/** `/admin/users`, `/admin/bulk/users`, `/auth/login`, `/projects`. */
function areaOf(path: string): string {
  const parts = path.split("/").slice(1);
  const [first = "", second = ""] = parts;
  if (first === "admin") return `/${parts.slice(0, second === "bulk" ? 3 : 2).join("/")}`;
  return `/${parts.slice(0, first === "auth" || first === "account" ? 2 : 1).join("/")}`;
}

test("a site for one person is closed but for what is named here", () => {
  const left = Object.values(allEndpoints)
    .filter(({ path }) => !isAboutAccounts(path))
    .map(({ path }) => areaOf(path));
  expect([...new Set(left)].sort()).toEqual(open);
});
