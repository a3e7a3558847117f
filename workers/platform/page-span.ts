export interface Place {
  readonly page: number;
  readonly limit: number;
}

/** Rows of a numbered page as its statement takes them: from the end where that is nearer. */
export interface Span {
  readonly limit: number;
  readonly offset: number;
  /** In the opposite order. */
  readonly reversed: boolean;
}

/** Rows one passes over without asking how many there are: about a millisecond. */
const near = 2000;

/**
 * Where a page lies in a list of numbered pages. One far down is counted first, and none passes over
 * more than half of the rows. Beyond the last row: an empty one.
 */
export async function spanOf(
  { page, limit }: Place,
  total: () => PromiseLike<number>,
): Promise<Span> {
  const offset = (page - 1) * limit;
  if (offset < near) return { limit, offset, reversed: false };
  const rows = await total();
  if (offset * 2 < rows) return { limit, offset, reversed: false };
  const shown = Math.max(0, Math.min(limit, rows - offset));
  return { limit: shown, offset: Math.max(0, rows - offset - shown), reversed: true };
}
