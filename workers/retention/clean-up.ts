/** Old data goes, class by class, step by step: by hand, and every night by the policy (SA-037, SA-039). */
import * as v from "valibot";
import { CleanupTarget } from "#contract/admin-data";
import { defineJob } from "../jobs/kind.ts";
import { startJob } from "../jobs/start-job.ts";
import { bySystem } from "../platform/records/audit.ts";
import { openDb } from "../platform/db.ts";
import { day } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { AppError } from "../platform/errors.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/schema.ts";
import { allTargets } from "./all-targets.ts";

/** As stored: what is to go, and since when it counts as old. The limit does not move while it runs. */
const Params = v.object({
  sweeps: v.array(v.object({ target: CleanupTarget, days: v.number(), before: v.number() })),
  /** When it began; where it is not said, what is `days` old is counted from then. */
  since: v.optional(v.number()),
});
type Params = v.InferOutput<typeof Params>;

/** Where a step begins: which of the sweeps, and where in it. */
const Cursor = v.object({ at: v.number(), position: v.number() });

export const cleanUpJob = defineJob({
  name: "clean_up",
  params: Params,
  cursor: Cursor,
  first: { at: 0, position: 0 },
  async step({ env, db, job, actor, origin }, { sweeps, since }, { at, position }) {
    const one = sweeps[at];
    if (one === undefined) return { done: 0, cursor: null };
    const { target, days, before } = one;
    const sum = (name: string, more: number) => Number(job.result[`${target}_${name}`] ?? 0) + more;
    const counted = { gone: sum("deleted", 0), bytes: sum("bytes", 0) };
    const swept = await allTargets[target].sweep({
      env,
      db,
      days,
      before,
      since: since ?? before + days * day,
      actor,
      origin,
      job: job.id,
      position,
      counted,
    });
    const next =
      swept.position === null ? { at: at + 1, position: 0 } : { at, position: swept.position };
    return {
      done: swept.gone,
      statements: swept.statements ?? [],
      cursor: next.at < sweeps.length ? next : null,
      result: {
        [`${target}_deleted`]: sum("deleted", swept.gone),
        [`${target}_bytes`]: sum("bytes", swept.bytes),
      },
    };
  },
});

/** One clean-up at a time, whoever began it. */
export const cleaning = "clean_up";

/**
 * How long each is kept, which is never less than its floor. A failed request is part of the activity:
 * it stays as long as the others do, and they go first (SETTING_006).
 */
export function sweepsOf(
  asked: Readonly<Partial<Record<CleanupTarget, number>>>,
  settings: Pick<Settings, "activity_days">,
  now: number,
  leastOf: (target: CleanupTarget) => number = (target) => allTargets[target].least,
): (Params["sweeps"][number] & { readonly least: number })[] {
  const activityDays = Math.max(
    asked.activity_logs ?? settings.activity_days,
    allTargets.activity_logs.least,
  );
  return Object.values(allTargets).flatMap(({ name: target }) => {
    const wanted = asked[target];
    if (wanted === undefined) return [];
    const own = leastOf(target);
    const least = target === "error_logs" ? Math.max(own, activityDays) : own;
    const days = Math.max(wanted, least);
    return [{ target, days, before: now - days * day, least }];
  });
}

/** Every night, as the policy says. One that still runs goes on instead. */
export async function startRetention(env: Env, now: number): Promise<void> {
  const settings = await readSettings(env);
  const asked = Object.values(allTargets).map(
    ({ name, setting }) => [name, settings[setting]] as const,
  );
  const sweeps = sweepsOf(Object.fromEntries(asked), settings, now);
  try {
    await startJob(env, {
      db: openDb(env.DB),
      actor: null,
      origin: bySystem,
      kind: cleanUpJob,
      params: { sweeps },
      exclusive: cleaning,
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "JOB_003")) throw error;
  }
}
