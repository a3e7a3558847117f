import type { Language } from "#contract/errors";
import type { Env } from "../platform/env.ts";
import { publicAddress } from "../platform/site-address.ts";
import { mailHtml } from "./layout.ts";

/** `mailbox`: nothing leaves, mails stay to be read at /dev/mail. Null: this site sends no mail. */
export type MailRoute = "binding" | "mailbox" | null;

export function mailRouteOf(env: Env): MailRoute {
  if (env.MAIL && env.MAIL_FROM) return "binding";
  return env.ENVIRONMENT === "local" ? "mailbox" : null;
}

/** Whether somebody who is sent a mail can get it. */
export const isMailEnabled = (env: Env): boolean =>
  mailRouteOf(env) === "mailbox" || (mailRouteOf(env) === "binding" && Boolean(env.PUBLIC_URL));

/** One address and nothing else: no list, no name, no line of its own. */
const oneAddress = /^[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\@]+$/;

/** The platform writes the message; header fields are values here, never text. */
export async function handOver(
  env: Env,
  mail: { recipient: string; subject: string; body: string; language: Language },
): Promise<void> {
  if (!env.MAIL || !env.MAIL_FROM) throw new Error("no mail binding");
  if (!oneAddress.test(mail.recipient)) throw new Error("not one address");
  await env.MAIL.send({
    from: { email: env.MAIL_FROM, name: "Engawa" },
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body,
    html: mailHtml(mail, publicAddress(env)),
  });
}
