import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";

/** What people ask administrators for (U-140, D-16). A granted elevation holds until `endsAt`. */
export const accessRequest = sqliteTable(
  "access_request",
  {
    id: id().primaryKey(),
    kind: text("kind", { enum: ["elevation", "budget"] }).notNull(),
    userId: id("user_id").notNull(),
    reason: text("reason", { length: 1000 }).notNull(),
    amountMicroUsd: integer("amount_micro_usd"),
    status: text("status", {
      enum: ["pending", "approved", "rejected", "withdrawn", "ended"],
    }).notNull(),
    decidedBy: id("decided_by"),
    decidedAt: instant("decided_at"),
    decisionNote: text("decision_note", { length: 1000 }),
    endsAt: instant("ends_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("access_request_user").on(t.userId, t.status),
    // With all that lists are filtered by, so that counting reads no row.
    index("access_request_status").on(t.status, t.createdAt, t.endsAt, t.kind),
    // In the order they are decided in: what waits, then the newest.
    index("access_request_list").on(
      sql`${t.status} = 'pending' desc`,
      sql`${t.createdAt} desc`,
      t.id,
    ),
    uniqueIndex("access_request_pending")
      .on(t.userId, t.kind)
      .where(sql`${t.status} = 'pending'`),
  ],
);
