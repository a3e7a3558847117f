import type { CleanupTarget } from "#contract/admin-data";
import type { Target } from "./target.ts";
import { activity, errors } from "./targets/activity.ts";
import { audit, security } from "./targets/audit.ts";
import { projects, sessions } from "./targets/bin.ts";
import { logins } from "./targets/logins.ts";

/** Every class of data that goes when its time is over. */
export const allTargets: Readonly<Record<CleanupTarget, Target>> = {
  activity_logs: activity,
  error_logs: errors,
  audit_logs: audit,
  security_logs: security,
  session_logs: logins,
  deleted_projects: projects,
  deleted_sessions: sessions,
};
