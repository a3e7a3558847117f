import { sql } from "drizzle-orm";
import { index, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../platform/columns.ts";
import { user } from "./user.sql.ts";

/** one row per sign-in, looked up on every request. Code says login; a chat session is a session. */
export const userSession = sqliteTable(
  "user_session",
  {
    id: id().primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => user.id),
    /** SHA-256 of the cookie's secret, hex. */
    sessionTokenHash: text("session_token_hash", { length: 64 }).notNull(),
    ipAddress: text("ip_address", { length: 45 }),
    userAgent: text("user_agent", { length: 500 }),
    deviceInfo: json<{ os: string; browser: string }>("device_info"),
    /** SHA-256 of what the browser keeps to be known again, hex. */
    deviceHash: text("device_hash", { length: 64 }),
    /** Where the address is said to be; absent where nothing says so. */
    country: text("country", { length: 2 }),
    city: text("city", { length: 100 }),
    /** Taken out after 30 days. */
    latitude: real("latitude"),
    longitude: real("longitude"),
    loginAt: instant("login_at").notNull(),
    lastActivityAt: instant("last_activity_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** How it was signed in: password, password+totp, passkey, oauth:<provider>, guest, invitation, … */
    method: text("method", { length: 40 }).notNull().default("password"),
    /** When the person last proved to be it, and whether by a second factor (step-up). */
    provedAt: instant("proved_at"),
    provedBy: text("proved_by", { enum: ["password", "second_factor"] }),
    /** T-24: the administrator who acts as this person, and the sign-in it goes with. */
    impersonatorId: id("impersonator_id"),
    impersonatorLogin: id("impersonator_login"),
    /** Why. */
    reason: text("reason", { length: 500 }),
    isActive: flag("is_active").notNull().default(true),
    logoutAt: instant("logout_at"),
    logoutReason: text("logout_reason", { enum: ["MANUAL", "FORCED", "EXPIRED", "SESSION_LIMIT"] }),
    /** It ended as the account was shut out, or by an administrator with all others: such a browser may know why. */
    shutOut: flag("shut_out").notNull().default(false),
  },
  (t) => [
    index("user_session_person").on(t.userId, t.loginAt),
    index("user_session_ip").on(t.ipAddress, t.loginAt),
    index("user_session_located")
      .on(t.loginAt)
      .where(sql`${t.latitude} is not null`),
    index("user_session_active").on(t.isActive, t.expiresAt),
    index("user_session_token").on(t.sessionTokenHash),
    index("user_session_login").on(t.loginAt),
    index("user_session_method").on(t.method, t.loginAt),
    index("user_session_country")
      .on(t.country, t.loginAt)
      .where(sql`${t.country} is not null`),
    index("user_session_impersonator")
      .on(t.impersonatorLogin)
      .where(sql`${t.impersonatorLogin} is not null`),
  ],
);
