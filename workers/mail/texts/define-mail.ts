export interface MailText {
  readonly subject: string;
  readonly body: string;
}

/** A mail the product sends: what its text may name, and the text as the code brings it along. */
export interface MailDefinition<Variable extends string = string> {
  /** Besides `name`, the recipient's, which every mail may use. */
  readonly variables: readonly Variable[];
  readonly ja: MailText;
  readonly en: MailText;
}

export const defineMail = <const Variable extends string>(
  variables: readonly Variable[],
  ja: MailText,
  en: MailText,
): MailDefinition<Variable> => ({ variables, ja, en });
