/** A file of the archive whose text is made while it is read. */
export interface TextFile {
  readonly name: string;
  readonly input: AsyncIterable<string>;
}

const newline = "\n";

/** One value a line: readable by programs without holding it all. */
export async function* jsonLines(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const page of pages) {
    yield page.map((row) => JSON.stringify(row) + newline).join("");
  }
}

const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? "" : String(value);
  // What begins like a formula is text to a spreadsheet, too.
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export async function* csv(
  columns: readonly string[],
  pages: AsyncIterable<readonly Readonly<Record<string, unknown>>[]>,
): AsyncGenerator<string> {
  yield columns.join(",") + newline;
  for await (const page of pages) {
    yield page.map((row) => columns.map((name) => cell(row[name])).join(",") + newline).join("");
  }
}

/** A value known whole. */
export async function* json(value: unknown): AsyncGenerator<string> {
  yield JSON.stringify(value, null, 2) + newline;
}

/** A name as a part of a path: nothing that means something to a file system. */
export const fileName = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 60) || "unnamed";
