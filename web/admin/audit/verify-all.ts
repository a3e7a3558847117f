import { verifyAudit } from "#contract/admin-audit";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";

type Step = OutputOf<typeof verifyAudit>;

/** The sum of the steps so far. */
export interface Verification extends Step {
  /** All links were checked, or one of them does not hold. */
  readonly complete: boolean;
  readonly at: number;
}

/** Step by step to the end, the first break, or where it is stopped. Throws `ApiError`. */
export async function verifyAll(
  onProgress: (sum: Verification) => void,
  isStopped: () => boolean,
): Promise<Verification> {
  let checked = 0;
  let erased = 0;
  let from = 1;
  for (;;) {
    const step: Step = await call(verifyAudit, { json: { from } });
    checked += step.checked;
    erased += step.erased;
    const complete = !step.ok || step.next === null;
    const sum = { ...step, checked, erased, complete, at: Date.now() };
    onProgress(sum);
    if (step.next === null || complete || isStopped()) return sum;
    from = step.next;
  }
}
