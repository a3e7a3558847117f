/** Reads CSV as RFC 4180 has it, and as spreadsheets write it: CRLF, LF or CR, a quote doubled in quotes. */

export interface CsvRecord {
  /** As a spreadsheet counts rows: the header is 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** More than any import takes; a file of a million short lines would not fit the memory of a Worker. */
export const mostRecords = 20_000;

/** At most one record more than that. Null where a quote is opened and never closed, or stands where none may. */
export function readCsv(text: string): CsvRecord[] | null {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let row = 1;
  let at = 0;
  const endRecord = () => {
    if (cells.length > 1 || cells[0] !== "") records.push({ row, cells });
    cells = [];
    row++;
  };
  while (at < text.length && records.length <= mostRecords) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
    if (cell === null) return null;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === ",") {
      at++;
      if (at === text.length) cells.push("");
      else continue;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
    endRecord();
  }
  return records;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function plain(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && !",\r\n".includes(text.charAt(end))) end++;
  return { value: text.slice(start, end), end };
}

function quoted(text: string, start: number): Cell | null {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) return null;
    parts.push(text.slice(at, close));
    if (text[close + 1] !== '"') {
      const end = close + 1;
      const next = text[end];
      const value = parts.join("");
      return next === undefined || ",\r\n".includes(next) ? { value, end } : null;
    }
    parts.push('"');
    at = close + 2;
  }
}
