import { sql, type SQL } from "drizzle-orm";

/** Upper bounds of the latency histogram, milliseconds, the promised times (U-203) among them; one more bucket is open. */
export const bounds = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500, 650, 800,
  1000, 1300, 1700, 2200, 3000, 4000, 5000, 7000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000,
  300_000,
] as const;

/** The bucket of a column of milliseconds. */
export const bucketOf = (column: SQL): SQL =>
  sql`case ${sql.join(
    bounds.map((bound, at) => sql`when ${column} <= ${sql.raw(`${bound} then ${at}`)}`),
    sql` `,
  )} else ${sql.raw(String(bounds.length))} end`;

/**
 * The time within which a share of requests was answered, by a straight line inside its bucket: never
 * further off than the bucket is wide. Null without requests.
 */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  let total = 0;
  for (const count of counts.values()) total += count;
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (let bucket = 0; bucket < bounds.length; bucket++) {
    const count = counts.get(bucket) ?? 0;
    if (count > 0 && below + count >= wanted) {
      const [from, to] = [bounds[bucket - 1] ?? 0, bounds[bucket] ?? 0];
      return Math.round(from + ((to - from) * (wanted - below)) / count);
    }
    below += count;
  }
  return bounds.at(-1) ?? null;
}
