import type { Language } from "#contract/errors";
import { accountMails } from "./texts/account-mails.ts";
import { alertMails } from "./texts/alert-mails.ts";
import type { MailDefinition, MailText } from "./texts/define-mail.ts";
import { reportMails } from "./texts/report-mails.ts";
import { securityMails } from "./texts/security-mails.ts";
import { signInMails } from "./texts/sign-in-mails.ts";
import { siteMails } from "./texts/site-mails.ts";
import { workMails } from "./texts/work-mails.ts";

/** Every mail there is, by its event. */
export const mailEvents = {
  ...signInMails,
  ...securityMails,
  ...accountMails,
  ...alertMails,
  ...siteMails,
  ...workMails,
  ...reportMails,
} as const;

export type MailEvent = keyof typeof mailEvents;

/** Dates appear in the recipient's language and time zone; a list is one line each. Null: a link the site cannot make. */
export type MailValue = string | number | Date | readonly string[] | null;

/** What the mail of an event must be given. */
export type MailData<Event extends MailEvent> =
  (typeof mailEvents)[Event] extends MailDefinition<infer Variable>
    ? Record<Variable, MailValue>
    : never;

export const isMailEvent = (name: string): name is MailEvent => Object.hasOwn(mailEvents, name);

/** What the text of an event may name. */
export const variablesOf = (event: MailEvent): readonly string[] => [
  "name",
  ...mailEvents[event].variables,
];

/** The text as the code brings it along. */
export const ownText = (event: MailEvent, language: Language): MailText =>
  mailEvents[event][language];

/** Without these nobody gets in, or somebody else's doing stays unseen: they cannot be switched off. */
export const isRequired = (event: MailEvent): boolean =>
  event in signInMails || event in securityMails;

/** Nobody is sent these until an administrator switches them on. */
export const isOffAtFirst = (event: MailEvent): boolean => event in workMails;
