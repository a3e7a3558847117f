import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant } from "./columns.ts";

/** The chain over audit_log (T-23): one link a row, in order, written by one sealer alone. */
export const auditSeal = sqliteTable(
  "audit_seal",
  {
    seq: integer("seq").primaryKey(),
    auditId: id("audit_id").notNull(),
    /** SHA-256 over what of the row may be erased one day: the chain holds without it. */
    detailHash: text("detail_hash", { length: 64 }).notNull(),
    /** SHA-256 over the link before and the row, hex. */
    hash: text("hash", { length: 64 }).notNull(),
    sealedAt: instant("sealed_at").notNull(),
  },
  (t) => [uniqueIndex("audit_seal_row").on(t.auditId)],
);
