import * as v from "valibot";
import { AppError } from "../../platform/errors.ts";
import type { Place } from "./statements.ts";
import type { Walk } from "./walk.ts";

/** Where a list goes on, and what is known of it by then. Nobody's secret: it only bounds a search. */
export interface Cursor {
  readonly back: boolean;
  readonly place: Place;
  /** Rows of the list before this place. */
  readonly before: number;
  readonly total: number;
  readonly estimate: boolean;
  readonly reach: number;
}

/** No log has more rows; what is counted on from it stays exact. */
const mostRows = 1e12;
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostRows));
const Packed = v.strictTuple([
  v.boolean(),
  v.pipe(
    v.array(v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.maxLength(200))])),
    v.maxLength(5),
  ),
  Count,
  Count,
  v.boolean(),
  Count,
]);

export const wrongCursor = () =>
  new AppError("REQUEST_001", undefined, [
    { path: "query.cursor", message: "not a cursor of this list" },
  ]);

export function writeCursor({ back, place, before, total, estimate, reach }: Cursor): string {
  const packed = [back, place, before, total, estimate, reach];
  const bytes = new TextEncoder().encode(JSON.stringify(packed));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) =>
    c === "+" ? "-" : c === "/" ? "_" : "",
  );
}

/** Throws REQUEST_001 for what is no cursor of a walk in this order. */
export function readCursor(text: string, walk: Pick<Walk, "key">): Cursor {
  let packed: unknown;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    packed = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(binary, (c) => c.codePointAt(0) ?? 0)),
    );
  } catch {
    throw wrongCursor();
  }
  const read = v.safeParse(Packed, packed);
  if (!read.success || read.output[1].length !== walk.key.length + 1) throw wrongCursor();
  const [back, place, before, total, estimate, reach] = read.output;
  return { back, place, before, total, estimate, reach };
}
