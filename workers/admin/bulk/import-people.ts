import { sql } from "drizzle-orm";
import type { ImportAnswer } from "#contract/admin-bulk";
import type { Language } from "#contract/errors";
import { runJobNow } from "../../jobs/drive.ts";
import { getJob } from "../../jobs/list-jobs.ts";
import { storeJob } from "../../jobs/start-job.ts";
import { openDb, type Db, type Statement } from "../../platform/db.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { siteAddress } from "../../platform/site-address.ts";
import { requirePreview, signPreview } from "../imports/preview-token.ts";
import { readForm } from "../imports/read-form.ts";
import { findTaken, importUsersKind } from "./import-kind.ts";
import { importRow } from "./import-row.sql.ts";
import {
  limitColumns,
  readPeople,
  taken,
  withFault,
  type PersonRow,
  type ReadRow,
} from "./people-table.ts";

const maxBytes = 2 * 1024 * 1024;
const shownRows = 200;
const shownErrors = 1000;
/** Rows of one statement: what D1 takes as one value is bounded. */
const perStatement = 500;

type Valid = { readonly row: number; readonly person: PersonRow };

/** Rows whose address has an account, marked. */
async function withTaken(db: Db, rows: readonly ReadRow[]): Promise<ReadRow[]> {
  const emails = rows.flatMap(({ email }) => email ?? []);
  const there = await findTaken(db, emails);
  return rows.map((read) =>
    read.email !== null && there.has(read.email) ? withFault(read, taken) : read,
  );
}

/** All that is wrong in a row, as one text. */
const faultText = ({ faults }: ReadRow, language: Language): string =>
  faults.map((fault) => fault[language]).join(language === "ja" ? "。" : ". ");

const errorsOf = (rows: readonly ReadRow[], language: Language) =>
  rows
    .filter(({ person }) => person === null)
    .slice(0, shownErrors)
    .map((read) => ({ row: read.row, error: faultText(read, language) }));

/** Cells of limits as the file has them; of an empty one the role's holds. */
const limitCells = (values: ReadRow["values"]): Record<string, string> =>
  Object.fromEntries(
    limitColumns
      .map(([column]) => [column, (values[column] ?? "").trim().slice(0, 20)] as const)
      .filter(([, text]) => text !== ""),
  );

/** What is wrong comes first: of many rows only the beginning is shown. */
const previewOf = (
  rows: readonly ReadRow[],
  language: Language,
  usual: Language,
): ImportAnswer["rows"] =>
  rows
    .toSorted((a, b) => Number(b.person === null) - Number(a.person === null))
    .slice(0, shownRows)
    .map((read) => {
      const { row, values, person } = read;
      return {
        row,
        email: person?.email ?? (values["email"] ?? "").slice(0, 254),
        name: person?.name ?? (values["name"] ?? "").slice(0, 100),
        role: person?.role ?? (values["role"] ?? "").slice(0, 20),
        language: person?.language ?? ((values["language"] ?? "").trim().slice(0, 20) || usual),
        limits: limitCells(values),
        error: person === null ? faultText(read, language) : null,
      };
    });

function waitingRows(db: Db, jobId: string, valid: readonly Valid[]): Statement[] {
  const statements: Statement[] = [];
  for (let at = 0; at < valid.length; at += perStatement) {
    const chunk = valid.slice(at, at + perStatement).map(({ row, person }) => [row, person]);
    statements.push(
      db.insert(importRow).select(
        db
          .select({
            jobId: sql`${jobId}`.as("job_id"),
            row: sql`json_extract(value, '$[0]')`.as("row"),
            data: sql`json_extract(value, '$[1]')`.as("data"),
          })
          .from(sql`json_each(${JSON.stringify(chunk)})`),
      ),
    );
  }
  return statements;
}

/**
 * SA-027, T-29. With `dry_run` it only looks; else it asks for the token of a look at the same file,
 * which is good for one run. Throws BULK_001, also where the token was used, BULK_002, JOB_003 while it runs.
 */
export async function importPeople(c: AppContext, actor: Actor): Promise<ImportAnswer> {
  const { file, fields, dryRun } = await readForm(c.req.raw, maxBytes);
  c.get("activity").body = { dry_run: dryRun };
  const { language } = c.var;
  const db = openDb(c.env.DB);
  const usual = actor.language ?? language;
  // What was looked at: in another language the same file would invite otherwise.
  const preview = { purpose: "users", user_id: actor.id, hash: `${file.hash}.${usual}` };
  const reading = { mayAppoint: actor.role_until === null, language: usual };
  const rows = await withTaken(db, readPeople(file.text, reading));
  const valid = rows.flatMap(({ row, person }) => (person === null ? [] : [{ row, person }]));
  const errors = errorsOf(rows, language);
  const skipped = rows.length - valid.length;
  if (dryRun) {
    return {
      success: true,
      imported_count: valid.length,
      skipped_count: skipped,
      errors,
      dry_run: true,
      total: rows.length,
      rows: previewOf(rows, language, usual),
      token: valid.length > 0 ? await signPreview(c.env, preview) : null,
      job_id: null,
    };
  }
  const { id } = await requirePreview(c.env, fields["token"], preview);
  const jobId = await storeJob(
    {
      db,
      actor,
      origin: originOf(c),
      kind: importUsersKind,
      params: { site: siteAddress(c) },
      total: valid.length,
      once: `import:${id}`,
      metadata: { file_hash: file.hash, rows: rows.length },
    },
    (jobId) => waitingRows(db, jobId, valid),
  );
  await runJobNow(c.env, importUsersKind, jobId);
  const job = await getJob(db, jobId, language);
  const found = job.problems.map((one) => ({ row: one.row ?? 0, error: one.error }));
  return {
    success: job.state === "done",
    imported_count: Number(job.result["imported"] ?? 0),
    skipped_count: skipped + job.failed,
    errors: [...errors, ...found].slice(0, shownErrors),
    dry_run: false,
    total: rows.length,
    rows: [],
    token: null,
    job_id: jobId,
  };
}
