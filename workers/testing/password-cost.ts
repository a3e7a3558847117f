import { scryptParameters as real, type ScryptParameters } from "../auth/password-cost.ts";

export type { ScryptParameters };

export const cheap: ScryptParameters = { N: 2 ** 10, r: 8, p: 1 };

/**
 * Stands in for auth/password-cost.ts in workerd's tests and in the Worker the browser tests meet,
 * which sign in a thousand times: at 200 ms each they would measure little else.
 */
export const scryptParameters: ScryptParameters = { ...cheap };

/** For who measures: what hashes cost in the product. */
export async function atRealCost(work: () => Promise<void>): Promise<void> {
  Object.assign(scryptParameters, real);
  try {
    await work();
  } finally {
    Object.assign(scryptParameters, cheap);
  }
}
