import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant } from "../columns.ts";

/** The chain over audit_log (T-23): one link a row, in order, written by one sealer alone. */
export const auditSeal = sqliteTable(
  "audit_seal",
  {
    seq: integer("seq").primaryKey(),
    auditId: id("audit_id").notNull(),
    /** SHA-256 over what of the row may be erased one day: the chain holds without it. */
    detailHash: text("detail_hash", { length: 64 }).notNull(),
    /** Of the row: what decides when it may go, and SHA-256 over all the rest of it. */
    eventType: text("event_type", { length: 20 }).notNull().default(""),
    rowCreatedAt: instant("row_created_at")
      .notNull()
      .default(sql`0`),
    contentHash: text("content_hash", { length: 64 }).notNull().default(""),
    /** SHA-256 over the link before and these, hex. */
    hash: text("hash", { length: 64 }).notNull(),
    sealedAt: instant("sealed_at").notNull(),
    /** When its row was taken out, its time being over (C-10). */
    purgedAt: instant("purged_at"),
  },
  (t) => [
    uniqueIndex("audit_seal_row").on(t.auditId),
    /** What may go of a class, counted before it does, by the index alone. */
    index("audit_seal_due")
      .on(t.eventType, t.rowCreatedAt, t.purgedAt)
      .where(sql`${t.purgedAt} is null`),
  ],
);
