/** Tries at the fast pace before the slow one takes over (C-23). */
export const fastTries = 5;
const slowest = 30_000;

/**
 * Milliseconds before try `attempt` (0 = the first after a cut): min(1 s · 2^n, 30 s), spread by up
 * to a fifth downwards so that the clients of a restarted server do not return all at once.
 */
export function retryDelay(attempt: number, random: number): number {
  const step = attempt >= fastTries ? slowest : Math.min(1000 * 2 ** attempt, slowest);
  return Math.round(step * (1 - 0.2 * random));
}
