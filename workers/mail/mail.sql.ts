import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../platform/columns.ts";

/** One row an event and language; what the code brings along is the row until somebody edits it. */
export const notificationTemplate = sqliteTable(
  "notification_template",
  {
    id: id().primaryKey(),
    name: text("name", { length: 100 }).notNull(),
    eventType: text("event_type", { length: 50 }).notNull(),
    language: text("language", { enum: ["ja", "en"] }).notNull(),
    subject: text("subject", { length: 200 }).notNull(),
    body: text("body").notNull(),
    variables: json<string[]>("variables").notNull(),
    isActive: flag("is_active").notNull().default(true),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [uniqueIndex("notification_template_event").on(t.eventType, t.language)],
);

/** Mails on their way: tried again until they are gone; the text leaves with them, except locally. */
export const mailOutbox = sqliteTable(
  "mail_outbox",
  {
    id: id().primaryKey(),
    userId: id("user_id"),
    recipient: text("recipient", { length: 254 }).notNull(),
    eventType: text("event_type", { length: 50 }).notNull(),
    /** Empty once it is sent. */
    subject: text("subject", { length: 200 }).notNull(),
    /** Of the text. */
    language: text("language", { enum: ["ja", "en"] })
      .notNull()
      .default("ja"),
    /** Null once it is sent. */
    body: text("body"),
    /** `off`: an administrator switched the mail of this event off. */
    status: text("status", { enum: ["waiting", "sent", "failed", "off"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    error: text("error", { length: 300 }),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    index("mail_outbox_status").on(t.status, t.nextAttemptAt),
    index("mail_outbox_created").on(t.createdAt),
  ],
);
