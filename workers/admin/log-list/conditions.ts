import { or, sql, type SQL } from "drizzle-orm";
import type { Term } from "#contract/log-query";
import { containsText } from "../../platform/text/contains-text.ts";
import type { Asked } from "./read-terms.ts";
import type { Search, Served } from "./search.ts";

/** What one value of a field asks for. */
export interface Meaning {
  readonly where: SQL;
  /** The index that answers it, the most telling first (0). */
  readonly served?: Served & { readonly rank: number };
  /** What it implies, where that has an index and it has none. */
  readonly implies?: Served & { readonly rank: number };
}

/** SQL's three values made two: a row without the value is not meant by it. */
const not = (condition: SQL): SQL => sql`not coalesce((${condition}), 0)`;

/** Whether any of a row's texts holds a free word: one parameter, since D1 binds a hundred at most. */
export const anyContains = (columns: readonly string[], text: string): SQL =>
  containsText(
    sql.join(
      columns.map((name) => sql`coalesce(${sql.identifier(name)}, '')`),
      sql` || char(10) || `,
    ),
    text,
  );

/** `404`, `5xx`, `>=500`, `400..499`: the least and the greatest that is meant. */
export function rangeOf(text: string): { min: number; max: number } {
  const kind = /^(\d)xx$/.exec(text)?.[1];
  if (kind !== undefined) return { min: Number(kind) * 100, max: Number(kind) * 100 + 99 };
  const [, sign, bound] = /^([<>]=?)(\d+)$/.exec(text) ?? [];
  const value = Number(bound);
  if (sign === ">") return { min: value + 1, max: Number.MAX_SAFE_INTEGER };
  if (sign === ">=") return { min: value, max: Number.MAX_SAFE_INTEGER };
  if (sign === "<") return { min: 0, max: value - 1 };
  if (sign === "<=") return { min: 0, max: value };
  const [min = 0, max = min] = text.split("..").map(Number);
  return { min, max };
}

/**
 * What is asked as a search: values of one field that are typed are alternatives, everything else
 * holds together. `meaningOf` answers null for what can be true of no row.
 */
export async function searchOf<Field extends string>(
  { given, typed }: Asked<Field>,
  time: Pick<Search, "from" | "to">,
  meaningOf: (term: Term<Field>) => Meaning | null | Promise<Meaning | null>,
): Promise<Search> {
  const served: (Served & { rank: number })[] = [];
  const others: SQL[] = [];
  let empty = false;
  const wanted = new Map<Field | number, Meaning[]>();
  for (const [at, term] of [...given, ...typed].entries()) {
    const meaning = await meaningOf(term);
    if (term.not) {
      if (meaning !== null) others.push(not(meaning.where));
      continue;
    }
    const key = at < given.length ? at : (term.field ?? at);
    wanted.set(key, [...(wanted.get(key) ?? []), ...(meaning === null ? [] : [meaning])]);
  }
  for (const meanings of wanted.values()) {
    const [only, ...more] = meanings;
    if (only === undefined) empty = true;
    else if (more.length > 0) {
      const either = or(...meanings.map((one) => sql`(${one.where})`));
      if (either) others.push(either);
    } else if (only.served) served.push(only.served);
    else {
      others.push(only.where);
      if (only.implies) served.push(only.implies);
    }
  }
  const best = served.toSorted((a, b) => a.rank - b.rank);
  return { ...time, served: best, others, empty };
}
