/** What the local mailbox holds, for tests: the latest mails to an address, newest first. */
import { env } from "cloudflare:workers";
import { desc, eq } from "drizzle-orm";
import { mailOutbox } from "../mail/mail.sql.ts";
import { openDb } from "../platform/db.ts";

export const mailsTo = (address: string) =>
  openDb(env.DB)
    .select()
    .from(mailOutbox)
    .where(eq(mailOutbox.recipient, address))
    .orderBy(desc(mailOutbox.createdAt));

/** The events of the mails to an address, oldest first. */
export const mailEventsTo = async (address: string): Promise<string[]> =>
  (await mailsTo(address)).map((mail) => mail.eventType).reverse();

/** The token of a mail's link. */
export const tokenIn = (body: string | null | undefined): string =>
  /#([\w-]{43})(?:\s|$)/.exec(body ?? "")?.[1] ?? "";

/** The token of the latest mail of an event to an address. */
export async function tokenTo(address: string, event: string): Promise<string> {
  const mail = (await mailsTo(address)).find((one) => one.eventType === event);
  return tokenIn(mail?.body);
}
