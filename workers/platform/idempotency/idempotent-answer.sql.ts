import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../columns.ts";

/** What a request with an `Idempotency-Key` was answered, for a day. */
export const idempotentAnswer = sqliteTable(
  "idempotent_answer",
  {
    /** SHA-256 of person and key, hex. */
    id: text("id", { length: 64 }).primaryKey(),
    /** SHA-256 of what was asked, hex. */
    requestHash: text("request_hash", { length: 64 }).notNull(),
    /** Who works on it: a claim given up is taken by the next. */
    claim: id("claim").notNull(),
    /** Sealed with the caller's own key, since an answer may hold a secret; null while it is worked on. */
    answer: text("answer"),
    claimedAt: instant("claimed_at").notNull(),
  },
  (t) => [index("idempotent_answer_claimed").on(t.claimedAt)],
);
