import type { Template } from "#contract/admin-template";

/** A mail's text as its form holds it. */
export interface TemplateDraft {
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  readonly isActive: boolean;
}

export const draftOf = (from: Template | undefined): TemplateDraft => ({
  name: from?.name ?? "",
  subject: from?.subject ?? "",
  body: from?.body ?? "",
  isActive: from?.is_active ?? true,
});

/** The text with a variable in place of what is selected, and where the cursor stands then. */
export function insertVariable(
  text: string,
  [from, to]: readonly [number, number],
  name: string,
): { text: string; cursor: number } {
  const variable = `{{${name}}}`;
  return { text: text.slice(0, from) + variable + text.slice(to), cursor: from + variable.length };
}
