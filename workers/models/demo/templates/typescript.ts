/** Modules in TypeScript that stand on nothing but the platform. */
export const csvAggregator = `import { readFile } from "node:fs/promises";

export type Row = Record<string, string>;
export type Aggregation = "sum" | "mean" | "count" | "min" | "max";

/** Parses CSV text (RFC 4180: quotes, escaped quotes, line breaks in quotes); the first row names the columns. */
export function parseCsv(text: string): Row[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  const source = text.replace(/^\\uFEFF/, "");
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? "";
    if (quoted) {
      if (char !== '"') field += char;
      else if (source[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && field === "") quoted = true;
    else if (char === ",") {
      record.push(field);
      field = "";
    } else if (char === "\\n") {
      record.push(field.replace(/\\r$/, ""));
      records.push(record);
      record = [];
      field = "";
    } else field += char;
  }
  if (quoted) throw new Error("a quoted field is never closed");
  if (field !== "" || record.length > 0) records.push([...record, field]);
  const [header, ...rows] = records;
  if (header === undefined) return [];
  return rows
    .filter((row) => row.some((value) => value !== ""))
    .map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""])));
}

export async function loadCsv(path: string): Promise<Row[]> {
  return parseCsv(await readFile(path, "utf8"));
}

/** Aggregates the column \`value\` for each distinct value of the column \`groupBy\`. */
export function aggregate(
  rows: readonly Row[],
  groupBy: string,
  value: string,
  how: Aggregation = "sum",
): Map<string, number> {
  const groups = new Map<string, number[]>();
  for (const [i, row] of rows.entries()) {
    const key = row[groupBy];
    const text = row[value];
    if (key === undefined || text === undefined) {
      throw new Error(\`row \${i + 1} lacks the column \${key === undefined ? groupBy : value}\`);
    }
    const number = how === "count" ? 1 : Number(text);
    if (Number.isNaN(number)) throw new Error(\`row \${i + 1}: \${value} is not a number: \${text}\`);
    const group = groups.get(key);
    if (group) group.push(number);
    else groups.set(key, [number]);
  }
  return new Map([...groups].map(([key, numbers]) => [key, combine(numbers, how)]));
}

function combine(numbers: readonly number[], how: Aggregation): number {
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (how) {
    case "sum":
    case "count":
      return sum;
    case "mean":
      return sum / numbers.length;
    case "min":
      return numbers.reduce((least, number) => Math.min(least, number));
    case "max":
      return numbers.reduce((most, number) => Math.max(most, number));
  }
}
`;

export const httpClient = `export interface ClientOptions {
  baseUrl: string;
  headers?: Record<string, string>;
  /** Milliseconds until a request is given up. */
  timeout?: number;
  /** How often a failed GET is tried again. */
  retries?: number;
}

export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(\`HTTP \${status}\`);
  }
}

/** A small JSON client: timeout, retries with growing pauses for GET, errors with status and body. */
export function createClient(options: ClientOptions) {
  const { baseUrl, headers = {}, timeout = 10_000, retries = 2 } = options;

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    if (!response.ok) throw new HttpError(response.status, text);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async function get<T>(path: string): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await send<T>("GET", path);
      } catch (error) {
        const final = error instanceof HttpError && error.status < 500 && error.status !== 429;
        if (final || attempt >= retries) throw error;
        await new Promise((resume) => setTimeout(resume, 200 * 2 ** attempt));
      }
    }
  }

  return {
    get,
    post: <T>(path: string, body: unknown) => send<T>("POST", path, body),
    put: <T>(path: string, body: unknown) => send<T>("PUT", path, body),
    delete: <T>(path: string) => send<T>("DELETE", path),
  };
}
`;

export const cli = `#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

const usage = \`Usage: cli [--json] [--help] FILE...

Counts the lines, words and characters of files.\`;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const counts = [];
  for (const file of positionals) {
    const text = await readFile(file, "utf8");
    const lines = text.split("\\n").length - 1;
    const words = text.split(/\\s+/).filter(Boolean).length;
    counts.push({ file, lines, words, characters: text.length });
  }
  if (values.json) console.log(JSON.stringify(counts, null, 2));
  else for (const one of counts) console.log(\`\${one.lines}\\t\${one.words}\\t\${one.characters}\\t\${one.file}\`);
  return 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(\`cli: \${error instanceof Error ? error.message : error}\`);
    process.exitCode = 1;
  },
);
`;
