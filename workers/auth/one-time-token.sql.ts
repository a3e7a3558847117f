import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";
import { user } from "./user.sql.ts";

/** What a mail's link carries; only its hash is kept, and it works once. */
export const oneTimeToken = sqliteTable(
  "one_time_token",
  {
    id: id().primaryKey(),
    kind: text("kind", {
      enum: ["invitation", "verify_email", "password_reset", "unlock"],
    }).notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    /** SHA-256, hex. */
    tokenHash: text("token_hash", { length: 64 }).notNull(),
    /** Of a changed address: the one the mail went to. Of an unlock: the pair it lifts. */
    subject: text("subject", { length: 254 }),
    createdBy: id("created_by"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    index("one_time_token_hash").on(t.tokenHash),
    index("one_time_token_user").on(t.userId, t.kind),
  ],
);
