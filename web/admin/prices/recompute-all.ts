import { recomputeCosts } from "#contract/admin-price";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";

export type Totals = Omit<OutputOf<typeof recomputeCosts>, "cursor">;

export const noTotals: Totals = {
  examined: 0,
  changed: 0,
  before_micro_usd: 0,
  after_micro_usd: 0,
};

const add = (one: Totals, other: Totals): Totals => ({
  examined: one.examined + other.examined,
  changed: one.changed + other.changed,
  before_micro_usd: one.before_micro_usd + other.before_micro_usd,
  after_micro_usd: one.after_micro_usd + other.after_micro_usd,
});

/**
 * Step by step to the end, or to the end of the step in which it is stopped. Answers the sums and
 * whether it came to the end. Throws `ApiError`.
 */
export async function recomputeAll(
  wish: { readonly from: string; readonly model: string | undefined; readonly dry_run: boolean },
  onProgress: (totals: Totals) => void,
  isStopped: () => boolean,
): Promise<{ totals: Totals; complete: boolean }> {
  let totals = noTotals;
  let cursor: string | null | undefined;
  while (cursor !== null) {
    if (isStopped()) return { totals, complete: false };
    const step: OutputOf<typeof recomputeCosts> = await call(recomputeCosts, {
      json: {
        from: wish.from,
        dry_run: wish.dry_run,
        ...(wish.model === undefined ? {} : { model: wish.model }),
        ...(cursor === undefined ? {} : { cursor }),
      },
    });
    totals = add(totals, step);
    cursor = step.cursor;
    onProgress(totals);
  }
  return { totals, complete: true };
}
