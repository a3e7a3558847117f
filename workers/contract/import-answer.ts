import * as v from "valibot";
import { Count } from "./common.ts";

/** What a file brought, or would bring: of a preview, with the rows it begins with. */
export const importAnswer = <Row extends v.GenericSchema>(row: Row) => ({
  /** It was done, or looked at; what of it could not be is in `errors`. */
  success: v.boolean(),
  /** Of a preview: how many would be. */
  imported_count: Count,
  skipped_count: Count,
  errors: v.array(v.object({ row: Count, error: v.string() })),
  dry_run: v.boolean(),
  total: Count,
  rows: v.array(row),
  /** Of a preview with anything to import: what the run asks for, for 30 minutes. */
  token: v.nullable(v.string()),
});
