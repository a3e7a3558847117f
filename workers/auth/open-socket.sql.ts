import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant } from "../platform/columns.ts";

/** Which chat sessions hold a socket of which login, so that ending the login can close them (T-02). */
export const openSocket = sqliteTable(
  "open_socket",
  {
    loginId: id("login_id").notNull(),
    chatSessionId: text("chat_session_id").notNull(),
    openedAt: instant("opened_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.loginId, t.chatSessionId] })],
);
