import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FindingDetail, FindingKind, FindingSeverity } from "#contract/admin-security";
import { id, instant, json } from "../../platform/columns.ts";

/** What looks wrong, about sign-ins above all; one row a kind, a subject and a day of the site. */
export const securityFinding = sqliteTable(
  "security_finding",
  {
    /** Made of kind, subject and day. */
    id: id().primaryKey(),
    kind: text("kind", { length: 40 }).$type<FindingKind>().notNull(),
    severity: text("severity", { length: 10 }).$type<FindingSeverity>().notNull(),
    userId: id("user_id"),
    ip: text("ip", { length: 45 }),
    detail: json<FindingDetail>("detail").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When it was found again last, and how often in all. */
    lastAt: instant("last_at").notNull(),
    times: integer("times").notNull().default(1),
    dismissedAt: instant("dismissed_at"),
    dismissedBy: id("dismissed_by"),
    dismissedWhy: text("dismissed_why", { length: 500 }),
  },
  (t) => [
    index("security_finding_created").on(t.createdAt),
    index("security_finding_open")
      .on(t.createdAt)
      .where(sql`${t.dismissedAt} is null`),
    index("security_finding_user").on(t.userId, t.createdAt),
  ],
);
