/** What is typed in the query box of a log: `actor:hana -action:READ status:5xx "time out"`. */
export interface Term<Field extends string = string> {
  /** Null: a free word, looked for in the texts of a row. */
  readonly field: Field | null;
  readonly not: boolean;
  readonly value: string;
}

export type QueryProblem = "unknown_field" | "no_value" | "bad_value" | "open_quote" | "too_many";

export interface ParsedQuery<Field extends string> {
  readonly terms: readonly Term<Field>[];
  /** Which word is wrong, and how; nothing is guessed. */
  readonly problems: readonly { readonly word: string; readonly problem: QueryProblem }[];
}

/** The fields of one log; each with the form of its values. */
export type QueryFields<Field extends string> = Readonly<Record<Field, RegExp>>;

export const maxQueryLength = 500;
const maxTerms = 20;

interface Word {
  readonly text: string;
  /** Where a colon that separates field and value may stand: not inside quotes. */
  readonly bare: string;
  readonly closed: boolean;
}

/** Splits at blanks outside of quotes; `\"` inside of them is a quotation mark. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [part] of text.matchAll(/(?:"(?:\\.|[^"\\])*"?|[^\s"])+/gu)) {
    const outside = part.replace(/"(?:\\.|[^"\\])*"?/gu, "");
    words.push({
      text: part,
      bare: outside,
      closed: (part.match(/(?<!\\)"/gu)?.length ?? 0) % 2 === 0,
    });
  }
  return words;
}

const unquote = (text: string): string =>
  text.replace(/"((?:\\.|[^"\\])*)"/gu, (_whole, inner: string) => inner.replace(/\\(.)/gu, "$1"));

export function parseLogQuery<Field extends string>(
  fields: QueryFields<Field>,
  text: string,
): ParsedQuery<Field> {
  const terms: Term<Field>[] = [];
  const problems: { word: string; problem: QueryProblem }[] = [];
  for (const { text: word, bare, closed } of wordsOf(text.slice(0, maxQueryLength))) {
    const wrong = (problem: QueryProblem) => void problems.push({ word, problem });
    if (!closed) {
      wrong("open_quote");
      continue;
    }
    const not = word.length > 1 && word.startsWith("-");
    const rest = not ? word.slice(1) : word;
    const name = bare.includes(":") ? /^([^":]*):/u.exec(rest)?.[1]?.toLowerCase() : undefined;
    const field = (Object.keys(fields) as Field[]).find((one) => one === name) ?? null;
    if (name !== undefined && field === null) {
      wrong("unknown_field");
      continue;
    }
    const value = unquote(name === undefined ? rest : rest.slice(name.length + 1)).trim();
    if (value === "") wrong("no_value");
    else if (field !== null && !fields[field].test(value)) wrong("bad_value");
    else if (terms.length === maxTerms) wrong("too_many");
    else terms.push({ field, not, value });
  }
  return { terms, problems };
}

const quoted = (value: string): string =>
  /[\s":]/u.test(value) || value.startsWith("-") ? `"${value.replace(/["\\]/gu, "\\$&")}"` : value;

/** The terms as they would be typed. */
export const writeLogQuery = (terms: readonly Term[]): string =>
  terms
    .map(
      ({ field, not, value }) =>
        `${not ? "-" : ""}${field === null ? "" : `${field}:`}${quoted(value)}`,
    )
    .join(" ");

const any = /^[^\n]{1,200}$/u;
const name = /^[A-Za-z][A-Za-z0-9_]{0,49}$/;
const resource = /^[^\s/]{1,100}(\/[^\s]{1,200})?$/;
const address = /^[0-9A-Fa-f:.]{2,45}$/;
const requestId = /^[0-9A-Fa-f-]{8,36}$/;
const uuid = /^(sess_)?[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}$/;

/** `404`, `5xx`, `>=500`, `400..499`. */
const statusForm = /^([1-5]\d\d|[1-5]xx|[<>]=?[1-5]\d\d|[1-5]\d\d\.\.[1-5]\d\d)$/;
/** Milliseconds: `>1000`, `200..500`. */
const numberForm = /^(\d{1,9}|[<>]=?\d{1,9}|\d{1,9}\.\.\d{1,9})$/;

export const activityFields = {
  actor: any,
  action: name,
  resource,
  status: statusForm,
  method: /^[A-Za-z]{1,10}$/,
  endpoint: any,
  /** An address as the contract has it, `/projects/:id`; `none`: no address of the site. */
  route: /^(\/[^\s]{0,99}|none)$/,
  /** A WebSocket, which figures of requests leave out. */
  socket: /^(yes|no)$/,
  ip: address,
  agent: any,
  key: uuid,
  request: requestId,
  error: /^(yes|no)$/,
  code: /^[A-Za-z0-9_]{1,50}$/,
  duration: numberForm,
  as: any,
} as const satisfies QueryFields<string>;
export type ActivityField = keyof typeof activityFields;

export const auditFields = {
  actor: any,
  event: /^(DATA_CHANGE|ACCESS|SECURITY)$/i,
  action: name,
  resource,
  severity: /^(INFO|WARNING|CRITICAL)$/i,
  ip: address,
  agent: any,
  key: uuid,
  request: requestId,
  field: /^[\w.-]{1,100}$/,
  as: any,
} as const satisfies QueryFields<string>;
export type AuditField = keyof typeof auditFields;
