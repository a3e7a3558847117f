import { type AuditEntry, auditStatement } from "./audit.ts";
import { openDb, runBatch } from "../db.ts";
import { AppError } from "../errors.ts";
import { isFromElsewhere } from "../http/from-elsewhere.ts";
import { originOf, type Actor, type AppContext } from "../http/http.ts";
import { errorFields, log } from "../log.ts";

/** An export under way. */
export interface Taking {
  /** So many more records were taken. */
  readonly took: (records: number) => void;
  readonly end: (isWhole: boolean) => Promise<void>;
}

/**
 * Puts the end of an export on record, beside its beginning by the request: EXPORT_ENDED, or EXPORT_CUT
 * where it was not taken to its end. One with neither was cut where nothing could tell any more.
 */
export function takingOf(c: AppContext, actor: Actor, resource: AuditEntry["resource"]): Taking {
  let taken: number | undefined;
  return {
    took(records) {
      taken = (taken ?? 0) + records;
    },
    async end(isWhole) {
      const db = openDb(c.env.DB);
      const written = runBatch(
        db,
        auditStatement(db, actor, originOf(c), {
          event: "ACCESS",
          action: isWhole ? "EXPORT_ENDED" : "EXPORT_CUT",
          resource,
          severity: isWhole ? "INFO" : "WARNING",
          result: isWhole ? "success" : "failure",
          ...(taken === undefined ? {} : { metadata: { records: taken } }),
        }),
      ).catch((error: unknown) => log("error", "export_end_not_recorded", errorFields(error)));
      // Who went away ends the request, not what is told of it.
      c.executionCtx.waitUntil(written);
      await written;
    },
  };
}

/** The answer of an export under way; what fails before there is one, ends it. */
export async function answerTaking(
  taking: Taking,
  answer: (taking: Taking) => Promise<Response>,
): Promise<Response> {
  try {
    return await answer(taking);
  } catch (error) {
    await taking.end(false);
    throw error;
  }
}

/**
 * Who takes what, by which filter: on record before the first byte leaves (T-28). Answers what tells of
 * its end. Throws AUTH_005 where another site asks.
 */
export async function recordExport(
  c: AppContext,
  actor: Actor,
  resource: string,
  metadata: Record<string, unknown>,
): Promise<Taking> {
  if (isFromElsewhere(c)) throw new AppError("AUTH_005");
  const db = openDb(c.env.DB);
  await runBatch(
    db,
    auditStatement(db, actor, originOf(c), {
      event: "ACCESS",
      action: "EXPORT",
      resource: [resource, null],
      severity: "WARNING",
      metadata,
    }),
  );
  return takingOf(c, actor, [resource, null]);
}
