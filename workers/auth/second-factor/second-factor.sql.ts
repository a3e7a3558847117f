import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, id, instant, json } from "../../platform/columns.ts";
import { user } from "../user.sql.ts";

const ofUser = () =>
  id("user_id")
    .notNull()
    .references(() => user.id);

/** An authenticator that was confirmed; one a person. */
export const totpSecret = sqliteTable("totp_secret", {
  userId: ofUser().primaryKey(),
  /** AES-256-GCM under the site's key: `v1.<iv>.<text>`, bound to the account. */
  secret: text("secret").notNull(),
  /** The last time step that was accepted: none is taken twice. */
  lastStep: integer("last_step").notNull(),
  createdAt: instant("created_at").notNull(),
});

export const recoveryCode = sqliteTable(
  "recovery_code",
  {
    id: id().primaryKey(),
    userId: ofUser(),
    codeHash: text("code_hash", { length: 64 }).notNull(),
    usedAt: instant("used_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("recovery_code_user").on(t.userId)],
);

export const passkey = sqliteTable(
  "passkey",
  {
    id: id().primaryKey(),
    userId: ofUser(),
    /** As the authenticator calls it, base64url. */
    credentialId: text("credential_id", { length: 1400 }).notNull(),
    /** COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    counter: integer("counter").notNull(),
    transports: json<string[]>("transports"),
    name: text("name", { length: 60 }).notNull(),
    backedUp: flag("backed_up").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [uniqueIndex("passkey_credential").on(t.credentialId), index("passkey_user").on(t.userId)],
);
