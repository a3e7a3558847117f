import { scryptParameters as real } from "../auth/password-cost.ts";

const cheap = { N: 2 ** 10, r: 8, p: 1 };

/**
 * Stands in for auth/password-cost.ts in workerd's tests, which sign in a thousand times: at 200 ms each
 * they would measure little else.
 */
export const scryptParameters = { ...cheap };

/** For who measures: what hashes cost in the product. */
export async function atRealCost(work: () => Promise<void>): Promise<void> {
  Object.assign(scryptParameters, real);
  try {
    await work();
  } finally {
    Object.assign(scryptParameters, cheap);
  }
}
