/** What an address is about, by its beginning; a Map, since the caller writes the names. */
const resources = new Map([
  ["projects", "PROJECT"],
  ["sessions", "SESSION"],
  ["ws/chat", "SESSION"],
  ["files", "FILE"],
  ["models", "MODEL"],
  ["notices", "NOTICE"],
  ["announcements", "ANNOUNCEMENT"],
  ["requests", "ACCESS_REQUEST"],
  ["usage", "USAGE_COST"],
  ["maintenance", "SYSTEM_SETTING"],
  ["project-templates", "PROJECT_TEMPLATE"],
  ["prompt-templates", "PROMPT_TEMPLATE"],
  ["account", "USER"],
  ["account/logins", "LOGIN"],
  ["auth", "LOGIN"],
  ["auth/api-keys", "API_KEY"],
  ["admin/users", "USER"],
  ["admin/bulk/users", "USER"],
  ["admin/impersonate", "USER"],
  ["admin/projects", "PROJECT"],
  ["admin/bulk/projects", "PROJECT"],
  ["admin/chat-sessions", "SESSION"],
  // C-17: there a session is a sign-in.
  ["admin/sessions", "LOGIN"],
  ["admin/sessions/user", "USER"],
  ["admin/requests", "ACCESS_REQUEST"],
  ["admin/prices", "MODEL_PRICE"],
  ["admin/settings", "SYSTEM_SETTING"],
  ["admin/data/retention-policy", "SYSTEM_SETTING"],
  ["admin/activity-logs", "ACTIVITY_LOG"],
  ["admin/audit-logs", "AUDIT_LOG"],
  ["admin/logs", "AUDIT_LOG"],
  ["admin/saved-views", "SAVED_VIEW"],
  ["admin/overview", "STATISTICS"],
  ["admin/statistics", "STATISTICS"],
  ["admin/stats", "STATISTICS"],
  ["admin/reports", "STATISTICS"],
  ["admin/announcements", "ANNOUNCEMENT"],
  ["admin/alerts", "ALERT"],
  ["admin/alert-readings", "ALERT"],
  ["admin/alert-channels", "ALERT_CHANNEL"],
  ["admin/notification-templates", "MAIL_TEMPLATE"],
  ["admin/jobs", "JOB"],
  ["admin/bulk/jobs", "JOB"],
  ["admin/data/cleanup", "JOB"],
  ["admin/data/orphan-files", "ORPHAN_FILE"],
  ["admin/data/master", "MASTER"],
  ["admin/masters", "MASTER"],
  ["admin/masters/project_templates", "PROJECT_TEMPLATE"],
  ["admin/masters/prompt_templates", "PROMPT_TEMPLATE"],
  ["admin/masters/command_patterns", "COMMAND_PATTERN"],
  ["admin/project-templates", "PROJECT_TEMPLATE"],
  ["admin/prompt-templates", "PROMPT_TEMPLATE"],
  ["admin/command-patterns", "COMMAND_PATTERN"],
  ["admin/content-access", "CONTENT_ACCESS"],
  ["admin/security/findings", "SECURITY_FINDING"],
  ["admin/security/violations", "VIOLATION"],
  ["admin/debug", "DEBUG"],
  ["admin/health-check", "HEALTH"],
]);

const methods = new Map([
  ["GET", "READ"],
  ["POST", "CREATE"],
  ["PUT", "UPDATE"],
  ["PATCH", "UPDATE"],
  ["DELETE", "DELETE"],
]);

const idPattern = /^(sess_)?[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** The id as it is stored; null for what is none. */
const readId = (text: string | undefined): string | null =>
  text !== undefined && idPattern.test(text) ? text.replace(/^sess_/i, "").toLowerCase() : null;

/** The project or chat that a query or a body names; of both, nothing else is read. */
export function readNamed(fields: Readonly<Record<string, unknown>>): string | null {
  const id = fields["project_id"] ?? fields["session_id"];
  return typeof id === "string" ? readId(id) : null;
}

/** The longest beginning that is known, and the id right behind it. */
function resourceOf(path: string): { resourceType: string | null; resourceId: string | null } {
  const parts = path.replace(/^\/(api\/(v1\/)?)?/, "").split("/", 4);
  for (let length = 3; length > 0; length--) {
    const resourceType = resources.get(parts.slice(0, length).join("/"));
    if (resourceType !== undefined) return { resourceType, resourceId: readId(parts[length]) };
  }
  return { resourceType: null, resourceId: null };
}

/** what kind of operation on which resource, read off the address. */
export const classifyRequest = (method: string, path: string, status: number) => ({
  action: status >= 400 ? "ERROR" : (methods.get(method) ?? "OTHER"),
  ...resourceOf(path),
});
