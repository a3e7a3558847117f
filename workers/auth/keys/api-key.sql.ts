import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../../platform/columns.ts";
import { user } from "../user.sql.ts";

/** U-053…U-055, T-19. The secret itself is nowhere. */
export const apiKey = sqliteTable(
  "api_key",
  {
    id: id().primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    name: text("name", { length: 60 }).notNull(),
    /** SHA-256 of the whole key, hex. */
    keyHash: text("key_hash", { length: 64 }).notNull(),
    lastFour: text("last_four", { length: 4 }).notNull(),
    scopes: json<("read" | "write" | "admin")[]>("scopes").notNull(),
    allowedAddresses: json<string[]>("allowed_addresses").notNull(),
    limits: json<{ calls_per_day?: number; monthly_budget_micro_usd?: number }>("limits").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    lastUsedIp: text("last_used_ip", { length: 45 }),
    revokedAt: instant("revoked_at"),
    /** `unused`: 90 days without a call (U-055). */
    revokedReason: text("revoked_reason", { enum: ["owner", "admin", "account", "unused"] }),
  },
  (t) => [index("api_key_hash").on(t.keyHash), index("api_key_user").on(t.userId, t.revokedAt)],
);
