import type { JSX } from "solid-js";

export interface Column<Row, Sort extends string = string> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => JSX.Element;
  /** What the server sorts by for this column; absent: it cannot be sorted. */
  readonly sort?: Sort;
  /** The order a first press asks for. */
  readonly firstOrder?: SortOrder;
  /** Numbers stand at the right, in figures of one width. */
  readonly numeric?: boolean;
  /** Hidden until it is chosen. */
  readonly optional?: boolean;
  /** May wrap; others keep to one line. */
  readonly wraps?: boolean;
  /** Left out where a row is a card: it says nothing the card does not. */
  readonly notOnCards?: boolean;
  /** The first to go where details open beside the list leave it little room; they say it, too. */
  readonly spare?: boolean;
}

/** Of a spare column: between a card and a table with room for all, while a row's details are open. */
export const spareClass = "group-has-[[data-side-panel]]/page:@lg:@max-4xl:hidden";

/** Of the first column there, unless it wraps: it takes what the others leave it, and cuts the name short. */
export const yieldingClass =
  "group-has-[[data-side-panel]]/page:@lg:@max-4xl:w-full group-has-[[data-side-panel]]/page:@lg:@max-4xl:max-w-0 group-has-[[data-side-panel]]/page:@lg:@max-4xl:min-w-40";

export type SortOrder = "asc" | "desc";

export interface Sorting<Sort extends string = string> {
  readonly by: Sort;
  readonly order: SortOrder;
}

/** What a press on a column's head asks for: its first order, then the other one. */
export function nextSorting<Row, Sort extends string>(
  column: Column<Row, Sort>,
  now: Sorting<Sort>,
): Sorting<Sort> | null {
  if (column.sort === undefined) return null;
  const other = now.order === "asc" ? "desc" : "asc";
  return { by: column.sort, order: column.sort === now.by ? other : (column.firstOrder ?? "asc") };
}
