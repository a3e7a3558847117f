import type { PageName } from "./page.ts";

/**
 * What the lists of the console ask first where nothing else stands in the address. Asked together with the
 * code that draws them; `smoke.e2e.ts` holds that its page asks for nothing else.
 */
const firstQuestions: Readonly<Partial<Record<PageName, string>>> = {
  overview: "/api/v1/admin/overview",
  users: "/api/v1/admin/users?sort_by=created_at&sort_order=desc&page=1&limit=50",
  projects: "/api/v1/admin/projects?sort_by=last_activity&sort_order=desc&page=1&limit=50",
  sessions: "/api/v1/admin/chat-sessions?sort_by=last_activity&sort_order=desc&page=1&limit=50",
  activity: "/api/v1/admin/activity-logs?sort_by=created_at&sort_order=desc&limit=50",
  audit: "/api/v1/admin/audit-logs?event_type=DATA_CHANGE&sort_order=desc&limit=50",
  prices: "/api/v1/admin/prices",
};

/** What the page of an address asks first; undefined: that is not known before its code has come. */
export function firstQuestionOf({ pathname, search }: Location): string | undefined {
  const [, screen, name = "overview"] = pathname.split("/");
  if (screen !== "admin" || search !== "") return undefined;
  const found = Object.keys(firstQuestions).filter((one) => one === (name || "overview"))[0];
  return firstQuestions[found as PageName];
}
