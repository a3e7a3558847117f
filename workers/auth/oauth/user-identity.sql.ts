import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../../platform/columns.ts";
import { user } from "../user.sql.ts";

/** An account elsewhere that signs in here: by provider and subject, never by address (T-11). */
export const userIdentity = sqliteTable(
  "user_identity",
  {
    provider: text("provider", { length: 40 }).notNull(),
    subject: text("subject", { length: 255 }).notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    email: text("email", { length: 254 }),
    linkedAt: instant("linked_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.subject] }),
    index("user_identity_user").on(t.userId),
  ],
);
