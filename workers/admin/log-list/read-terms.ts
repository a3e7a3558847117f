import { parseLogQuery, type QueryFields, type Term } from "#contract/log-query";
import { AppError } from "../../platform/errors.ts";

const told = {
  unknown_field: "there is no such field",
  no_value: "nothing stands behind it",
  bad_value: "the value does not fit the field",
  open_quote: "a quotation mark is not closed",
  too_many: "too many words",
} as const;

export interface Asked<Field extends string> {
  /** From the single filters: each narrows what is typed. */
  readonly given: readonly Term<Field>[];
  readonly typed: readonly Term<Field>[];
}

/** The query box and the single filters. Throws REQUEST_001 for each wrong word. */
export function readTerms<Field extends string>(
  fields: QueryFields<Field>,
  typed: string | undefined,
  filters: Readonly<Partial<Record<Field, string | undefined>>>,
): Asked<Field> {
  const { terms, problems } = parseLogQuery(fields, typed ?? "");
  const issues = problems.map(({ word, problem }) => ({
    path: "query.q",
    message: `${word}: ${told[problem]}`,
  }));
  const given: Term<Field>[] = [];
  for (const field of Object.keys(filters) as Field[]) {
    const value = filters[field];
    if (value === undefined) continue;
    if (!fields[field].test(value)) {
      issues.push({ path: `query.${field}`, message: "the value does not fit" });
    }
    given.push({ field, not: false, value });
  }
  if (issues.length > 0) throw new AppError("REQUEST_001", undefined, issues);
  return { given, typed: terms };
}
