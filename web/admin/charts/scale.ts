/** What an axis counts in: bytes have round numbers of their own. */
export type Base = 10 | 1024;

/** The least round number not below the value: 1, 2, 2.5 or 5 and zeros; of bytes, powers of two. */
function roundStep(value: number, base: Base): number {
  if (base === 1024) {
    const unit = value < 1 ? 1 : 1024 ** Math.floor(Math.log(value) / Math.log(1024));
    return unit * 2 ** Math.ceil(Math.log2(Math.max(1, value / unit)));
  }
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((one) => one * unit >= value * 0.999_999) ?? 10) * unit;
}

/** The numbers of an axis from nothing to its top, which no value passes. */
export function ticksOf(
  top: number,
  { count = 4, base = 10, whole = false }: { count?: number; base?: Base; whole?: boolean } = {},
): number[] {
  const most = Number.isFinite(top) && top > 0 ? top : 1;
  const step = Math.max(roundStep(most / count, base), whole ? 1 : 0);
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where values stand: points in the middle of their share of the width. */
export function placeIn({ left, right, top, bottom }: Area, points: number, most: number) {
  const step = (right - left) / Math.max(1, points);
  return {
    step,
    x: (at: number): number => left + (at + 0.5) * step,
    y: (value: number): number => bottom - (value / most) * (bottom - top),
    /** The point nearest to a place on the screen. */
    at: (x: number): number => Math.max(0, Math.min(points - 1, Math.floor((x - left) / step))),
  };
}

type Place = ReturnType<typeof placeIn>;

/** Stretches of values side by side: what is not known leaves a gap. */
function stretches(values: readonly (number | null)[]): [at: number, value: number][][] {
  const found: [number, number][][] = [];
  let open: [number, number][] | null = null;
  for (const [at, value] of values.entries()) {
    if (value === null) open = null;
    else if (open === null) found.push((open = [[at, value]]));
    else open.push([at, value]);
  }
  return found;
}

const point = (place: Place, [at, value]: [number, number]): string =>
  `${place.x(at).toFixed(1)},${place.y(value).toFixed(1)}`;

export const linePath = (values: readonly (number | null)[], place: Place): string =>
  stretches(values)
    .map((stretch) => `M${stretch.map((one) => point(place, one)).join("L")}`)
    .join("");

export const areaPath = (values: readonly (number | null)[], place: Place): string =>
  stretches(values)
    .map((stretch) => {
      const [first, last] = [stretch[0]?.[0] ?? 0, stretch.at(-1)?.[0] ?? 0];
      const base = place.y(0).toFixed(1);
      const line = stretch.map((one) => point(place, one)).join("L");
      return `M${place.x(first).toFixed(1)},${base}L${line}L${place.x(last).toFixed(1)},${base}Z`;
    })
    .join("");

/** Points with nobody beside them, which a line does not show. */
export const lonely = (values: readonly (number | null)[]): number[] =>
  stretches(values).flatMap((stretch) => (stretch.length === 1 ? [stretch[0]?.[0] ?? 0] : []));

/** Every which label is written, so that they do not run into each other. */
export const labelEvery = (points: number, width: number, each = 64): number =>
  Math.max(1, Math.ceil((points * each) / Math.max(1, width)));

/** A slice of a pie as a path; a whole one is two halves. */
export function slicePath(from: number, to: number, outer: number, inner: number): string {
  const end = Math.min(to, from + 0.999_99);
  const at = (share: number, radius: number) => {
    const angle = (share - 0.25) * 2 * Math.PI;
    return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  return (
    `M${at(from, outer)}A${outer},${outer} 0 ${large} 1 ${at(end, outer)}` +
    `L${at(end, inner)}A${inner},${inner} 0 ${large} 0 ${at(from, inner)}Z`
  );
}
