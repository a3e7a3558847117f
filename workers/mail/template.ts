/** A text that names what its mail does not have, or leaves a brace open. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

const placeholder = /\{\{\s*([a-z_]+)\s*\}\}/g;

/**
 * Line breaks and control characters of a value become spaces, so that no value starts a line or a
 * header of its own; what it holds is not expanded again.
 */
export const flatten = (value: string, max: number): string =>
  value
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .trim()
    .slice(0, max);

/** Throws TemplateError unless every `{{variable}}` is one of `known`. */
export function checkTemplate(text: string, known: readonly string[]): void {
  for (const [, name] of text.matchAll(placeholder)) {
    if (name === undefined || !known.includes(name)) {
      throw new TemplateError(`unknown variable ${name}`);
    }
  }
  if (/\{\{|\}\}/.test(text.replace(placeholder, ""))) throw new TemplateError("a brace is open");
}

/** The text with its variables filled in, as plain text. */
export function renderTemplate(text: string, values: Readonly<Record<string, string>>): string {
  checkTemplate(text, Object.keys(values));
  return text.replace(placeholder, (_whole, name: string) => flatten(values[name] ?? "", 500));
}
