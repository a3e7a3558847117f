/** The connection broke, whatever wraps that. */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error instanceof TypeError && error.message === "fetch failed") || isLost(error.cause);
}

/**
 * Where a machine is very busy, the local runtime hangs up between two calls of the database. Work
 * that may happen twice is then done again, twice at the most.
 */
export async function againIfLost<T>(work: () => Promise<T>, times = 2): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (times === 0 || !isLost(error)) throw error;
    return againIfLost(work, times - 1);
  }
}
