import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { instant } from "../platform/columns.ts";

/**
 * Failed sign-ins (T-17), by what was tried from where: `pair:<hash of address>:<network>` locks
 * for 15 minutes (of a device the account knows, `device:<hash>` in place of the network), `account:<hash>` and `network:<prefix>` only slow down and ask for the human check.
 * `devices:<hash of address>` is what all known devices guessed together.
 * `factor:<account>:<place>` and `password:…` count codes and the password of who is known already.
 * Addresses nobody has are kept the same way, so that nothing tells them apart. `guest:…:<day>`
 * and `guest:…:<hour>` count what guests of a browser or a network sent (see meter/visitors).
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
