import * as v from "valibot";
import { Count, Instant, Text } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";
import { ExportFormat, FilterText, LogPage, LogPaging, LogTail, LogWindow } from "./log-list.ts";

const AuditEvent = v.picklist(["DATA_CHANGE", "ACCESS", "SECURITY"]);

const Severity = v.picklist(["INFO", "WARNING", "CRITICAL"]);

const Values = v.nullable(v.record(v.string(), v.unknown()));

/** Ids as they are stored: a log is shown whatever stands in it. */
export const AuditRecord = v.object({
  id: v.string(),
  user_id: v.nullable(v.string()),
  /** Null: nobody was signed in, the site itself, or an account that is gone for good. */
  user_name: v.nullable(v.string()),
  user_email: v.nullable(v.string()),
  event_type: AuditEvent,
  action: v.string(),
  resource_type: v.string(),
  /** Of a file, its project's. */
  resource_id: v.nullable(v.string()),
  /** What it is called, where the record tells; of an account, name and address: at most 120 characters. */
  resource_name: v.nullable(v.string()),
  old_value: Values,
  new_value: Values,
  changed_fields: v.nullable(v.array(v.string())),
  ip_address: v.nullable(v.string()),
  user_agent: v.nullable(v.string()),
  severity: Severity,
  metadata: Values,
  created_at: Instant,
  /** The administrator behind the person, while impersonating. */
  impersonator_id: v.nullable(v.string()),
  impersonator_name: v.nullable(v.string()),
  /** The API key it was done with. */
  key_id: v.nullable(v.string()),
  /** The sign-in it was done with (U-145). */
  login_id: v.nullable(v.string()),
  result: v.picklist(["success", "failure"]),
  /** The request it was part of: its id in the activity log. */
  request_id: v.nullable(v.string()),
  /** When what told of a person was taken out. */
  erased_at: v.nullable(Instant),
});
export type AuditRecord = v.InferOutput<typeof AuditRecord>;

const filters = {
  event_type: v.optional(AuditEvent),
  user_id: v.optional(Id),
  action: FilterText(50),
  resource_type: FilterText(50),
  resource_id: FilterText(200),
  severity: v.optional(Severity),
  ip_address: FilterText(45),
  key_id: v.optional(Id),
  request_id: v.optional(Id),
  ...LogWindow,
};

const listQuery = {
  ...filters,
  sort_by: v.optional(v.picklist(["created_at"]), "created_at"),
  ...LogPaging,
};

const list = <const Path extends string>(path: Path, summary: string) =>
  endpoint({
    method: "GET",
    path,
    access: "admin",
    summary,
    query: v.object(listQuery),
    output: LogPage(AuditRecord),
  });

export const listAudit = list("/admin/audit-logs", "The audit log: filtered, at any depth (A-050)");
export const listAuditChanges = list("/admin/audit-logs/changes", "Changes of data (A-051)");
export const listAuditAccess = list(
  "/admin/audit-logs/access",
  "Sign-ins and other access (A-052)",
);
export const listAuditSecurity = list("/admin/audit-logs/security", "Security events (A-053)");
/** U-226. */
export const listLogs = list("/admin/logs", "The audit log, at document U's address (U-226)");

export const listAuditOfResource = endpoint({
  method: "GET",
  path: "/admin/audit-logs/resource/:resource_type/:resource_id{.+}",
  access: "admin",
  summary: "The trail of one resource (A-054)",
  param: v.object({
    resource_type: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
    resource_id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  query: v.object(listQuery),
  output: LogPage(AuditRecord),
});

export const tailAudit = endpoint({
  method: "GET",
  path: "/admin/audit-logs/tail",
  access: "admin",
  summary: "What was written since a list or the last tail; itself not recorded",
  query: v.object({ ...filters, cursor: v.pipe(v.string(), v.maxLength(40)) }),
  output: LogTail(AuditRecord),
});

export const exportAudit = endpoint({
  method: "GET",
  safe: false,
  path: "/admin/audit-logs/export",
  access: "admin",
  summary: "What the filters find as CSV, JSON or NDJSON, streamed; itself audited (A-055, T-28)",
  query: v.object({ ...filters, format: ExportFormat }),
  raw: { response: "text/csv" },
});

export const getAudit = endpoint({
  method: "GET",
  path: "/admin/audit-logs/:id",
  access: "admin",
  summary: "One record of the audit log",
  param: v.object({ id: Id }),
  output: AuditRecord,
});

const Problem = v.picklist(["changed", "missing", "unsealed_gap", "fork"]);

const Resealed = v.object({
  at: Instant,
  broken_at: Count,
  problem: Problem,
  /** The last link that stayed; 0: none. */
  kept: Count,
});

export const verifyAudit = endpoint({
  method: "POST",
  path: "/admin/audit-logs/verify",
  access: "admin",
  summary: "Check the audit log against its hash chain, in bounded steps (T-23)",
  json: v.object({ from: v.optional(Count, 1) }),
  output: v.object({
    ok: v.boolean(),
    /** Of the links checked in this step. */
    checked: Count,
    /** Of these, rows whose person is gone: what told of them is out, the rest holds. */
    erased: Count,
    /** Of these, rows whose time was over (C-10): they are in the archive, their links hold. */
    purged: Count,
    /** Where the chain begins now: links before it went with their rows. */
    anchor: v.nullable(v.object({ seq: Count, hash: v.string(), at: Instant })),
    /** The first link that does not hold. */
    broken_at: v.nullable(Count),
    problem: v.nullable(Problem),
    /** Where the next step begins; null: all was checked. */
    next: v.nullable(Count),
    head: v.nullable(v.object({ seq: Count, hash: v.string(), sealed_at: Instant })),
    /** Written, and not in the chain yet. */
    unsealed: Count,
    /** Breaks somebody looked at and went on from: what came after each was sealed as it stood then. */
    resealed: v.array(Resealed),
  }),
});

export const resealAudit = endpoint({
  method: "POST",
  path: "/admin/audit-logs/reseal",
  access: "admin",
  lasting: true,
  stepUp: "second-factor",
  summary:
    "Go on from a break of the chain that was looked at: seal what is there from it on (T-23)",
  json: v.object({ broken_at: v.pipe(Count, v.minValue(1)), reason: Text(500) }),
  output: Resealed,
  record: ["broken_at"],
});
