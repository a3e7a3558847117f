import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../platform/columns.ts";

/**
 * A proof that was begun and not finished: a sign-in that waits for its second factor, a WebAuthn
 * ceremony, an authenticator to confirm, a visit to a provider. Its ticket works once.
 */
export const authChallenge = sqliteTable(
  "auth_challenge",
  {
    id: id().primaryKey(),
    kind: text("kind", {
      enum: [
        "second_factor",
        "passkey_sign_in",
        "passkey_new",
        "passkey_step_up",
        "totp_new",
        "oauth",
      ],
    }).notNull(),
    /** SHA-256 of the ticket, hex. */
    ticketHash: text("ticket_hash", { length: 64 }).notNull(),
    userId: id("user_id"),
    /** The login it belongs to, where one is signed in. */
    loginId: id("login_id"),
    data: json<Record<string, unknown>>("data").notNull(),
    /** Wrong answers so far. */
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("auth_challenge_ticket").on(t.ticketHash),
    index("auth_challenge_expires").on(t.expiresAt),
  ],
);
