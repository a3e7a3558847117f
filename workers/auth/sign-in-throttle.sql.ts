import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "../platform/columns.ts";

/**
 * Failed sign-ins (T-17), by what was tried from where: `pair:<hash of address>:<network>` locks
 * for 15 minutes, `account:<hash>` and `network:<prefix>` only slow down and ask for the human check.
 * Addresses nobody has are kept the same way, so that nothing tells them apart.
 */
export const signInThrottle = sqliteTable(
  "sign_in_throttle",
  {
    key: text("key", { length: 160 }).primaryKey(),
    failures: integer("failures").notNull(),
    windowStartedAt: instant("window_started_at").notNull(),
    lockedUntil: instant("locked_until"),
  },
  (t) => [index("sign_in_throttle_window").on(t.windowStartedAt)],
);
