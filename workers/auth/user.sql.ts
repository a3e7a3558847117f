import { sql } from "drizzle-orm";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../platform/columns.ts";

export const user = sqliteTable(
  "user",
  {
    id: id().primaryKey(),
    /** Lower case. Of an account that is gone: its pseudonym (T-36). */
    email: text("email", { length: 254 }).notNull(),
    /** An address that waits for its confirmation. */
    pendingEmail: text("pending_email", { length: 254 }),
    emailVerifiedAt: instant("email_verified_at"),
    name: text("name", { length: 100 }).notNull(),
    /** The name as searches compare it; absent until it is made (see platform/folded-name). */
    nameFolded: text("name_folded"),
    /** Of the account; a granted elevation comes on top (see role-elevation). */
    role: text("role", { enum: ["user", "admin", "guest"] }).notNull(),
    /** A suspension is a date of its own, since it ends by itself. */
    status: text("status", {
      enum: ["active", "invited", "locked", "disabled", "deleted"],
    }).notNull(),
    statusReason: text("status_reason", { length: 500 }),
    /** Of an account in the bin that an administrator put there: what it comes back as. */
    beforeDeletion: json<{
      status: "active" | "invited" | "locked" | "disabled";
      reason: string | null;
    }>("before_deletion"),
    suspendedUntil: instant("suspended_until"),
    /** `scrypt$N$r$p$salt$key`; null where no password was set. */
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    /** When every sign-in, but at most one, was last ended at once: what was left behind before ends, too. */
    loginsEndedAt: instant("logins_ended_at"),
    mustChangePassword: flag("must_change_password").notNull().default(false),
    /** When the site first asked this account for a second factor: its grace begins (T-27). */
    factorAskedAt: instant("factor_asked_at"),
    language: text("language", { enum: ["ja", "en"] }),
    theme: text("theme", { enum: ["system", "light", "dark"] })
      .notNull()
      .default("system"),
    timeZone: text("time_zone", { length: 64 }).notNull().default("Asia/Tokyo"),
    /** Written now and then, by sign-in, keys and open logins. */
    lastActiveAt: instant("last_active_at"),
    /** Of a guest: when the stay ends (T-41). */
    expiresAt: instant("expires_at"),
    /** T-36: hidden since, and gone at; never while `hold`. */
    deletedAt: instant("deleted_at"),
    goneAt: instant("gone_at"),
    hold: flag("hold").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("user_email").on(t.email),
    index("user_name").on(sql`lower(${t.name})`, t.id),
    index("user_name_folded").on(t.nameFolded),
    index("user_role").on(t.role, t.status, t.goneAt),
    index("user_created").on(t.createdAt, t.id),
    index("user_active").on(t.lastActiveAt, t.id),
    index("user_gone").on(t.goneAt),
    index("user_suspended")
      .on(t.suspendedUntil)
      .where(sql`${t.suspendedUntil} is not null`),
    index("user_held")
      .on(t.id)
      .where(sql`${t.hold}`),
  ],
);
