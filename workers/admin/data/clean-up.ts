import type * as contract from "#contract/admin-data";
import type { CleanupTarget } from "#contract/admin-data";
import type { JobState } from "#contract/job";
import type { Language } from "#contract/errors";
import type { JsonOf, OutputOf, QueryOf } from "#contract/endpoint";
import { getJob } from "../../jobs/list-jobs.ts";
import { runJobNow } from "../../jobs/drive.ts";
import { startJob } from "../../jobs/start-job.ts";
import { openDb } from "../../platform/db.ts";
import { displayBytes } from "../../platform/text/display-bytes.ts";
import { day, minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { allTargets } from "../../retention/all-targets.ts";
import { cleaning, cleanUpJob, sweepsOf } from "../../retention/clean-up.ts";
import { readSettingsNow } from "../../settings/read-settings.ts";

const at = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

const isBin = (target: CleanupTarget): boolean =>
  target === "deleted_projects" || target === "deleted_sessions";

/** By how much the clocks of two machines of the site may differ. */
const skew = minute;

interface Asked {
  readonly target_types: readonly CleanupTarget[];
  readonly retention_days: number;
  /** Unix milliseconds; null: nobody looked first. */
  readonly asOf: number | null;
}

/**
 * What a clean-up by hand takes: the same number of days for each, or its floor, counted from when
 * somebody looked. Where nobody did, a bin keeps its last day: what was put there a moment ago, and
 * may be wanted back, is what nobody meant. Throws REQUEST_001 for a look yet to come.
 */
async function sweepsByHand(env: Env, { target_types, retention_days, asOf }: Asked, now: number) {
  const asked = Object.fromEntries(target_types.map((target) => [target, retention_days]));
  const least = (target: CleanupTarget) =>
    Math.max(allTargets[target].least, asOf === null && isBin(target) ? 1 : 0);
  if (asOf !== null && asOf > now + skew) {
    const message = "later than now: nobody has looked yet. Send the as_of of a preview, or none";
    throw new AppError("REQUEST_001", undefined, [{ path: "json.as_of", message }]);
  }
  const from = Math.min(asOf ?? now, now);
  return sweepsOf(asked, await readSettingsNow(env), from, least);
}

type Sweeps = Awaited<ReturnType<typeof sweepsByHand>>;

export async function previewCleanup(
  env: Env,
  { target_types, retention_days }: QueryOf<typeof contract.previewCleanup>,
  language: Language,
  now = Date.now(),
): Promise<OutputOf<typeof contract.previewCleanup>> {
  const sweeps = await sweepsByHand(env, { target_types, retention_days, asOf: now }, now);
  const kept = Math.min(...sweeps.map(({ days }) => days));
  return {
    ...(await lookAt(env, sweeps, language)),
    as_of: new Date(now).toISOString(),
    requested_days: retention_days,
    retention_days: kept,
    cutoff_date: new Date(now - kept * day).toISOString(),
  };
}

/** What is there of it now. */
async function lookAt(env: Env, sweeps: Sweeps, language: Language) {
  const preview = await Promise.all(
    sweeps.map(async ({ target, days, before, least }) => {
      const old = await allTargets[target].preview(env, before);
      return {
        target_type: target,
        target_type_display: allTargets[target][language],
        record_count: old.count,
        oldest_record_at: at(old.oldest),
        newest_record_at: at(old.newest),
        estimated_size_bytes: old.bytes,
        estimated_size_display: displayBytes(old.bytes),
        retention_days: days,
        least_days: least,
        cutoff_date: new Date(before).toISOString(),
      };
    }),
  );
  const bytes = preview.reduce((sum, one) => sum + one.estimated_size_bytes, 0);
  return {
    preview,
    total_record_count: preview.reduce((sum, one) => sum + one.record_count, 0),
    total_estimated_size_bytes: bytes,
    total_estimated_size_display: displayBytes(bytes),
  };
}

interface Result {
  readonly target_type: CleanupTarget;
  readonly deleted_count: number;
  readonly freed_bytes: number;
  readonly cutoff_date: string;
}

const answer = (results: readonly Result[], job_id: string | null, state: JobState) => {
  const freed = results.reduce((sum, one) => sum + one.freed_bytes, 0);
  return {
    success: state !== "failed",
    results: [...results],
    total_deleted_count: results.reduce((sum, one) => sum + one.deleted_count, 0),
    total_freed_bytes: freed,
    total_freed_display: displayBytes(freed),
    executed_at: new Date().toISOString(),
    job_id,
    finished: state === "done",
  };
};

/**
 * A dry run says what would go. Else the job; a short one is over when the answer comes. Throws
 * REQUEST_001, JOB_003, and BULK_003 with what there is where that is not what was expected.
 */
export async function executeCleanup(
  env: Env,
  wanted: JsonOf<typeof contract.executeCleanup>,
  by: { readonly actor: Actor; readonly origin: Origin; readonly language: Language },
): Promise<OutputOf<typeof contract.executeCleanup>> {
  const { target_types, retention_days, dry_run, expected_count } = wanted;
  const now = Date.now();
  const asOf = wanted.as_of === undefined ? null : Date.parse(wanted.as_of);
  const sweeps = await sweepsByHand(env, { target_types, retention_days, asOf }, now);
  if (dry_run) {
    const { preview } = await lookAt(env, sweeps, by.language);
    const results = preview.map((one) => ({
      target_type: one.target_type,
      deleted_count: one.record_count,
      freed_bytes: one.estimated_size_bytes,
      cutoff_date: one.cutoff_date,
    }));
    return answer(results, null, "done");
  }
  let total: number | undefined;
  if (expected_count !== undefined) {
    const { total_record_count, preview } = await lookAt(env, sweeps, by.language);
    if (total_record_count !== expected_count) {
      const counts = preview.map((one) => [one.target_type, one.record_count] as const);
      throw new AppError("BULK_003", {
        matched_count: total_record_count,
        counts: Object.fromEntries(counts),
      });
    }
    total = total_record_count;
  }
  const db = openDb(env.DB);
  const id = await startJob(env, {
    db,
    actor: by.actor,
    origin: by.origin,
    kind: cleanUpJob,
    params: { sweeps, since: now },
    ...(total === undefined ? {} : { total }),
    exclusive: cleaning,
    metadata: { target_types, retention_days, ...(asOf === null ? {} : { as_of: wanted.as_of }) },
  });
  await runJobNow(env, cleanUpJob, id);
  const { result, state } = await getJob(db, id, by.language);
  const results = target_types.flatMap((target) => {
    const before = sweeps.find((one) => one.target === target)?.before;
    if (before === undefined) return [];
    return {
      target_type: target,
      deleted_count: Number(result[`${target}_deleted`] ?? 0),
      freed_bytes: Number(result[`${target}_bytes`] ?? 0),
      cutoff_date: new Date(before).toISOString(),
    };
  });
  return answer(results, id, state);
}
