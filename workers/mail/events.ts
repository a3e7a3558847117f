import { accountMails } from "./texts/account-mails.ts";
import type { MailDefinition } from "./texts/define-mail.ts";
import { securityMails } from "./texts/security-mails.ts";
import { signInMails } from "./texts/sign-in-mails.ts";

/** Every mail there is, by its event. */
export const mailEvents = { ...signInMails, ...securityMails, ...accountMails } as const;

export type MailEvent = keyof typeof mailEvents;

/** Dates appear in the recipient's language and time zone. */
export type MailValue = string | number | Date;

/** What the mail of an event must be given. */
export type MailData<Event extends MailEvent> =
  (typeof mailEvents)[Event] extends MailDefinition<infer Variable>
    ? Record<Variable, MailValue>
    : never;

/** What the text of an event may name. */
export const variablesOf = (event: MailEvent): readonly string[] => [
  "name",
  ...mailEvents[event].variables,
];
