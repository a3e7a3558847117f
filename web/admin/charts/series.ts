export interface Series {
  readonly name: string;
  /** One for each point; null where it is not known. */
  readonly values: readonly (number | null)[];
}

/** Told apart by lightness and dash as well as by colour. */
const looks = [
  { color: "var(--accent)", dash: "none" },
  { color: "var(--info)", dash: "7 4" },
  { color: "var(--good)", dash: "2 4" },
  { color: "var(--warn)", dash: "10 3 2 3" },
  { color: "var(--quiet)", dash: "4 2" },
  { color: "var(--edge)", dash: "1 2" },
] as const;

export const lookOf = (at: number): (typeof looks)[number] => looks[at % looks.length] ?? looks[0];

/** Tab-separated, as a spreadsheet takes it from the clipboard; text that begins like a formula is marked. */
export const toClipboard = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows
    .map((row) =>
      row
        .map((value) => {
          if (typeof value === "number") return String(value);
          const text = (value ?? "").replace(/[\t\r\n]+/g, " ");
          return /^\s*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
        })
        .join("\t"),
    )
    .join("\n");
