import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

const sum = (name: string) => integer(name).notNull().default(0);
/** As it stood when last looked at; null where nobody looked on that day. */
const level = (name: string) => integer(name);

/** One row a day of the site, kept for ever (U-204). */
export const dayFigure = sqliteTable("day_figure", {
  day: text("day", { length: 10 }).primaryKey(),
  requests: sum("requests"),
  clientErrors: sum("client_errors"),
  serverErrors: sum("server_errors"),
  durationMs: sum("duration_ms"),
  socketOpens: sum("socket_opens"),
  socketFailures: sum("socket_failures"),
  /** Sockets that were open and ended without a goodbye (U-208). */
  socketDrops: sum("socket_drops"),
  /** Those whose time says something of the server, see `wait` of minute_figure; `durationMs` is theirs. */
  timedRequests: sum("timed_requests"),
  /** People (no guests) something was done by. */
  activePeople: sum("active_people"),
  projectsCreated: sum("projects_created"),
  sessionsCreated: sum("sessions_created"),
  signIns: sum("sign_ins"),
  fileOperations: sum("file_operations"),
  /** Turns that reached a model. */
  messages: sum("messages"),
  /** Stretches of work in a chat: a pause of half an hour ends one. */
  sittings: sum("sittings"),
  sittingMs: sum("sitting_ms"),
  modelCalls: sum("model_calls"),
  costMicroUsd: sum("cost_micro_usd"),
  newPeople: level("new_people"),
  people: level("people"),
  /** Active within the 7 and the 30 days that end with this one. */
  weeklyActive: level("weekly_active"),
  monthlyActive: level("monthly_active"),
  projects: level("projects"),
  activeProjects: level("active_projects"),
  storageBytes: level("storage_bytes"),
  /** Minutes with traffic, and those in which at least half of it failed. */
  busyMinutes: level("busy_minutes"),
  downMinutes: level("down_minutes"),
});
