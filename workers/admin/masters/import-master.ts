import { eq, sql } from "drizzle-orm";
import * as v from "valibot";
import { MasterKind, type MasterImportAnswer } from "#contract/master";
import type { Language } from "#contract/errors";
import type { Entry } from "../../masters/entries.ts";
import { forgetCommandRules } from "../../masters/command-rules.ts";
import { keyOf, readEntries, type ReadEntry } from "../../masters/read-entries.ts";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { sha256Hex } from "../../platform/hash.ts";
import { originOf, type Actor, type AppContext } from "../../platform/http/http.ts";
import { requirePreview, signPreview } from "../imports/preview-token.ts";
import { readForm } from "../imports/read-form.ts";
import { resources } from "./change-master.ts";
import {
  assertState,
  existingEntries,
  stateOf,
  type Existing,
  type Values,
} from "./existing-entries.ts";
import { writeStatements } from "./write-entries.ts";

const maxBytes = 5 * 1024 * 1024;
const shownRows = 200;

const dollars = (microUsd: unknown): string => `$${Number(microUsd) / 1_000_000}`;

/** Of a price what it is for input and output, and what it was. */
function priceDetail(entry: Entry<"model_prices">, before: Values | undefined): string {
  const rates = (price: Values) => `${dollars(price["input"])} / ${dollars(price["output"])}`;
  const was = before === undefined ? "" : `${rates(before)} → `;
  return `${entry.effective_from} · ${was}${rates(entry)}`;
}

const detailOf = ({ entry }: ReadEntry, there: ReadonlyMap<string, Existing>): string => {
  if (entry === null) return "";
  if ("model" in entry) return priceDetail(entry, there.get(keyOf(entry))?.values);
  if ("pattern" in entry) return entry.effect;
  return entry.description;
};

const rowOf = (read: ReadEntry, there: ReadonlyMap<string, Existing>, language: Language) => ({
  row: read.row,
  name: read.name,
  detail: detailOf(read, there),
  change:
    read.entry === null
      ? null
      : there.has(keyOf(read.entry))
        ? ("update" as const)
        : ("new" as const),
  error: read.error?.[language] ?? null,
});

/**
 * SA-040. As the import of people: a look first, then the same file with its token. All entries without
 * an error, or none, and none where one would take the place of another than was shown. Throws
 * REQUEST_001, BULK_001, BULK_002, EDIT_001, PRICE_003.
 */
export async function importMaster(c: AppContext, actor: Actor): Promise<MasterImportAnswer> {
  const { file, fields, dryRun } = await readForm(c.req.raw, maxBytes);
  const target = v.safeParse(MasterKind, fields["target"]);
  if (!target.success) {
    const message = `one of ${MasterKind.options.join(", ")}`;
    throw new AppError("REQUEST_001", undefined, [{ path: "target", message }]);
  }
  const kind = target.output;
  c.get("activity").body = { target: kind, dry_run: dryRun };
  const db = openDb(c.env.DB);
  const reads = readEntries(kind, file.text);
  const there = await existingEntries(db, kind);
  const entries = reads.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const errors = reads.flatMap(({ row, error }) =>
    error === null ? [] : [{ row, error: error[c.var.language] }],
  );
  const counted = {
    success: true,
    imported_count: entries.length,
    skipped_count: errors.length,
    errors,
    total: reads.length,
  };
  const state = stateOf(entries, there);
  const preview = {
    purpose: kind,
    user_id: actor.id,
    hash: file.hash,
    state: await sha256Hex(state),
  };
  if (dryRun) {
    const rows = reads.slice(0, shownRows).map((read) => rowOf(read, there, c.var.language));
    const token = entries.length > 0 ? await signPreview(c.env, preview) : null;
    return { ...counted, dry_run: true, rows, token };
  }
  const shown = await requirePreview(c.env, fields["token"], preview);
  const { id } = shown;
  const isUsed = async () => (await db.$count(auditLog, eq(auditLog.id, id))) > 0;
  if (shown.state !== preview.state) throw new AppError((await isUsed()) ? "BULK_001" : "EDIT_001");
  const by = { db, actor, origin: originOf(c) };
  try {
    await runBatch(
      db,
      assertStatement(db, sql`not exists(select 1 from audit_log where id = ${id})`),
      assertState(db, kind, state),
      auditStatement(db, actor, by.origin, {
        once: { id, at: Date.now() },
        event: "DATA_CHANGE",
        action: "IMPORT",
        resource: [resources[kind], null],
        severity: "WARNING",
        metadata: { file_hash: file.hash, entries: entries.length },
      }),
      ...writeStatements(by, kind, entries, there),
    );
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (await isUsed()) throw new AppError("BULK_001");
    const same = stateOf(entries, await existingEntries(db, kind)) === state;
    throw new AppError(same ? "PRICE_003" : "EDIT_001");
  }
  if (kind === "command_patterns") forgetCommandRules(c.env);
  return { ...counted, dry_run: false, rows: [], token: null };
}
