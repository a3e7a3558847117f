import * as v from "valibot";
import { Count, Instant, Role } from "./common.ts";
import { UserStatus } from "./admin-user.ts";
import { endpoint } from "./endpoint.ts";
import { importAnswer } from "./import-answer.ts";
import { Id } from "./ids.ts";

/** Columns of the people's CSV; of the limits an empty cell follows the role, `unlimited` is none. */
export const importColumns = [
  "email",
  "name",
  "role",
  "language",
  "calls_per_day",
  "messages_per_hour",
  "sessions_held",
  "storage_mb",
  "monthly_budget_usd",
] as const;

export const ImportAnswer = v.object({
  ...importAnswer(
    v.object({
      row: Count,
      email: v.string(),
      name: v.string(),
      role: v.string(),
      /** Where the file names none, the administrator's own. */
      language: v.string(),
      /** The limits it gives, by column, as written. */
      limits: v.record(v.string(), v.string()),
      error: v.nullable(v.string()),
    }),
  ),
  job_id: v.nullable(Id),
});
export type ImportAnswer = v.InferOutput<typeof ImportAnswer>;

export const importUsers = endpoint({
  method: "POST",
  path: "/admin/bulk/users/import",
  access: "admin",
  stepUp: "second-factor",
  summary:
    "Invite people from a CSV: first with dry_run, then with the preview's token and the same file",
  output: ImportAnswer,
  raw: {
    form: {
      file: "CSV",
      dry_run: "true: preview only (default: false)",
      token: "of the preview, to run",
    },
  },
});

export const importTemplate = endpoint({
  method: "GET",
  path: "/admin/bulk/users/template",
  access: "admin",
  summary: "A CSV to fill in and import",
  raw: { response: "text/csv" },
});

const listOf = <Item extends v.GenericSchema<string, string>>(item: Item) =>
  v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200),
      v.transform((text) => text.split(",").filter((one) => one !== "")),
      v.array(item),
    ),
  );

export const exportUsers = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/bulk/users/export",
  access: "admin",
  summary: "People as CSV or Excel; several statuses and roles, separated by commas",
  query: v.object({
    status: listOf(UserStatus),
    role: listOf(Role),
    format: v.optional(v.picklist(["csv", "xlsx"]), "csv"),
  }),
  raw: { response: "text/csv" },
});

/** Of a call that names none (document A's examples). */
export const usualDays = { people: 90, projects: 180 };

const Dormant = v.object({
  inactive_days: v.optional(v.pipe(Count, v.minValue(1), v.maxValue(3650))),
  /** Absent: false where days are named. A call that names neither looks only. */
  dry_run: v.optional(v.boolean()),
  /** How many the preview spoke of: BULK_003 where it is another number by now. */
  expected_count: v.optional(Count),
});

export const deactivateUsers = endpoint({
  method: "POST",
  path: "/admin/bulk/users/deactivate",
  access: "admin",
  stepUp: "second-factor",
  summary:
    "Disable people who were not active for a number of days; never oneself, guests, who is on hold or the last administrator. With neither `inactive_days` (90) nor `dry_run` it looks only",
  json: Dormant,
  output: v.object({
    success: v.boolean(),
    dry_run: v.boolean(),
    /** Whom it concerns. */
    matched_count: Count,
    deactivated_count: Count,
    /** The first hundred. */
    items: v.array(
      v.object({
        id: Id,
        name: v.string(),
        email: v.string(),
        role: Role,
        last_active_at: v.nullable(Instant),
        created_at: Instant,
      }),
    ),
    job_id: v.nullable(Id),
  }),
  record: ["inactive_days", "dry_run"],
});

export const archiveProjects = endpoint({
  method: "POST",
  path: "/admin/bulk/projects/archive",
  access: "admin",
  stepUp: "second-factor",
  summary:
    "Archive projects nothing happened in for a number of days. With neither `inactive_days` (180) nor `dry_run` it looks only",
  json: Dormant,
  output: v.object({
    success: v.boolean(),
    dry_run: v.boolean(),
    matched_count: Count,
    archived_count: Count,
    items: v.array(
      v.object({
        id: Id,
        name: v.string(),
        owner_name: v.string(),
        storage_bytes: Count,
        last_activity_at: Instant,
      }),
    ),
    job_id: v.nullable(Id),
  }),
  record: ["inactive_days", "dry_run"],
});
