import type { Recipient } from "../mail/compose.ts";
import type { Actor } from "../platform/http/http.ts";
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

/** Who makes the request, as mails address them. */
export const recipientOfActor = (actor: Actor): Recipient & { readonly id: string } => ({
  id: actor.id,
  email: actor.email,
  name: actor.name,
  language: actor.language,
  timeZone: actor.time_zone,
});
