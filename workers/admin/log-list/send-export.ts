import type { Actor, AppContext } from "../../platform/http/http.ts";
import { recordExport } from "../../platform/records/record-export.ts";
import { streamText } from "../../platform/text/stream-text.ts";
import { dayOf } from "../../settings/site-time.ts";
import { allRows } from "./all-rows.ts";
import { exportText, exportTypes, type ExportFormat } from "./export-text.ts";
import type { LogRow } from "./page-of.ts";
import type { LogSource, Search } from "./search.ts";

interface Export {
  readonly source: LogSource;
  /** ACTIVITY_LOG or AUDIT_LOG. */
  readonly resource: string;
  readonly file: string;
  readonly search: Search;
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  readonly fieldsOf: (row: LogRow) => Readonly<Record<string, unknown>>;
  /** What was asked for, as it stood in the query. */
  readonly filter: Readonly<Record<string, unknown>>;
}

/**
 * Streams what a search finds in constant memory. Who takes it and by which filter is on
 * record before the first byte leaves (T-28), and so is its end. Throws AUTH_005 where another site asks.
 */
export async function sendExport(c: AppContext, actor: Actor, wanted: Export): Promise<Response> {
  const { format, filter } = wanted;
  const taking = await recordExport(c, actor, wanted.resource, { format, filter });
  taking.took(0);
  // From the newest back: what comes in meanwhile is not met.
  const rows = allRows(c.env.DB, wanted.source, wanted.search);
  const records = (async function* () {
    for await (const step of rows) {
      yield step.map(wanted.fieldsOf);
      taking.took(step.length);
    }
  })();
  const name = `engawa-${wanted.file}-${dayOf(Date.now())}.${wanted.format}`;
  return new Response(streamText(exportText(wanted.format, wanted.columns, records), taking.end), {
    headers: {
      "Content-Type": exportTypes[wanted.format],
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
