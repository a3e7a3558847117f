import type { Recipient } from "../mail/compose.ts";
import type { user } from "./user.sql.ts";

/** An account as mails address it. */
export const recipientOf = (
  account: Pick<typeof user.$inferSelect, "id" | "email" | "name" | "language" | "timeZone">,
): Recipient => ({
  id: account.id,
  email: account.email,
  name: account.name,
  language: account.language,
  timeZone: account.timeZone,
});
