/** Keys that were found good lately by this isolate, by their hashes; the oldest goes first. */
const most = 5000;
const familiar = new Set<string>();

export const isFamiliar = (hash: string): boolean => familiar.has(hash);

export function noteKey(hash: string, good: boolean): void {
  familiar.delete(hash);
  if (!good) return;
  familiar.add(hash);
  const [oldest] = familiar;
  if (familiar.size > most && oldest !== undefined) familiar.delete(oldest);
}
