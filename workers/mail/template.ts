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
    // oxlint-disable-next-line no-control-regex -- these are what it takes out
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .trim()
    .slice(0, max);

const namesIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name]) => name ?? "");

const hasOpenBrace = (text: string): boolean => /\{\{|\}\}/.test(text.replace(placeholder, ""));

/** Anything that looks like a variable, also one that cannot be any. */
const meant = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with the texts of a template, for who edits it: `missing` is allowed, and worth a look. */
export function problemsOf(texts: readonly string[], known: readonly string[]) {
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(meant)].map(([, name]) => name ?? "")),
  );
  return {
    unknown: [...named].filter((name) => !known.includes(name)),
    missing: known.filter((name) => !named.has(name)),
    open_brace: texts.some((text) => /\{\{|\}\}/.test(text.replace(meant, ""))),
  };
}

/** Letters that show nothing: they make no word. */
const blankLetters = /[\u115f\u1160\u3164\uffa0]/g;

/** Whether a text says anything in words of its own, whatever its variables hold. */
export const saysSomething = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text.replace(meant, "").replace(blankLetters, ""));

/** Throws TemplateError unless every `{{variable}}` is one of `known`. */
export function checkTemplate(text: string, known: readonly string[]): void {
  for (const name of namesIn(text)) {
    if (!known.includes(name)) throw new TemplateError(`unknown variable ${name}`);
  }
  if (hasOpenBrace(text)) throw new TemplateError("a brace is open");
}

/** What stands in the place of a variable: one line, or lines; null: nothing. */
export type Filled = string | readonly string[] | null;

const fill = (value: Filled): string =>
  value === null
    ? ""
    : typeof value === "string"
      ? flatten(value, 500)
      : value.map((line) => flatten(line, 500)).join("\n");

type Values = Readonly<Record<string, Filled>>;

/** Without the lines that are there for nothing but variables that have no value. */
function withoutEmptyLines(text: string, values: Values): string {
  const lines = text.split("\n");
  const kept = lines.filter((line) => {
    const names = namesIn(line);
    return names.length === 0 || names.some((name) => values[name] !== null);
  });
  if (kept.length === lines.length) return text;
  return kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd();
}

/** The text with its variables filled in, as plain text. */
export function renderTemplate(text: string, values: Values): string {
  checkTemplate(text, Object.keys(values));
  return withoutEmptyLines(text, values).replace(placeholder, (_whole, name: string) =>
    fill(values[name] ?? ""),
  );
}
