import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Requests and model calls of a minute by how long they took: a histogram, from which percentiles are read. Kept 48 hours. */
export const minuteFigure = sqliteTable(
  "minute_figure",
  {
    /** Unix minutes. */
    minute: integer("minute").notNull(),
    /** `wait`: answered when a turn ends; such times say nothing of the server. */
    kind: text("kind", { enum: ["rest", "file", "socket", "wait", "model"] }).notNull(),
    /** Place in the list of bounds, see `buckets.ts`. */
    bucket: integer("bucket").notNull(),
    requests: integer("requests").notNull(),
    clientErrors: integer("client_errors").notNull(),
    serverErrors: integer("server_errors").notNull(),
  },
  (t) => [primaryKey({ columns: [t.minute, t.kind, t.bucket] })],
);
