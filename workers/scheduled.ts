import { sendWeeklyReport } from "./admin/reports/send.ts";
import { forgetImportRows } from "./admin/bulk/forget-rows.ts";
import { foldNames } from "./admin/people/fold-names.ts";
import { purgeAccounts } from "./account/deletion/purge-accounts.ts";
import { closeInactive } from "./account/inactive/close-inactive.ts";
import { tellInactive } from "./account/inactive/tell-inactive.ts";
import { deliverAlerts, forgetAlertEvents } from "./alerts/deliver.ts";
import { evaluateAlerts } from "./alerts/evaluate.ts";
import { sendWeeklySummary } from "./alerts/weekly-summary.ts";
import { watchChain } from "./admin/audit/watch-chain.ts";
import { followMaintenance } from "./admin/settings/follow-maintenance.ts";
import { chainName } from "./audit/rpc.ts";
import { forgetAttempts } from "./auth/forget-attempts.ts";
import { endDebug } from "./auth/debug/end-debug.ts";
import { forgetChallenges } from "./auth/forget-challenges.ts";
import { switchOffUnusedKeys } from "./auth/keys/unused.ts";
import { forgetPlaces } from "./auth/watch/forget.ts";
import { watchFailures } from "./auth/watch/watch-failures.ts";
import { purgeGuests } from "./guests/purge-guests.ts";
import { takeUpJobs } from "./jobs/drive.ts";
import { forgetJobs } from "./jobs/forget-jobs.ts";
import { deliverMail, forgetMails } from "./mail/outbox.ts";
import { sendBeats } from "./operations/health/beats.ts";
import { sampleHealth } from "./operations/health/history.ts";
import { keepRunsOf, noteRun } from "./operations/health/job-runs.ts";
import { measureSite } from "./meter/site-storage.ts";
import { tellLapsed } from "./people/requests/tell-lapsed.ts";
import type { Env } from "./platform/env.ts";
import { forgetOldAnswers } from "./platform/idempotency/answer-once.ts";
import { errorFields, log } from "./platform/log.ts";
import { searchWeekly } from "./retention/orphans/search.ts";
import { startRetention } from "./retention/clean-up.ts";
import { retireChats } from "./sessions/retention/retire-chats.ts";
import { countCohortsHourly } from "./statistics/cohorts.ts";
import { rollUp } from "./statistics/roll-up.ts";
import { takeSnapshot } from "./statistics/snapshot.ts";
import { trimFigures } from "./statistics/trim.ts";

interface Job {
  readonly name: string;
  readonly every: "minute" | "day";
  /** Does a bounded amount of work; what is left waits for the next time. */
  readonly run: (env: Env, now: number) => Promise<unknown>;
}

/** What happens by itself, in this order. */
const jobs: readonly Job[] = [
  {
    name: "seal_audit",
    every: "minute",
    run: (env) => env.AUDIT_CHAIN.getByName(chainName).seal(),
  },
  { name: "watch_audit", every: "minute", run: watchChain },
  { name: "roll_up", every: "minute", run: rollUp },
  { name: "take_snapshot", every: "minute", run: takeSnapshot },
  { name: "count_cohorts", every: "minute", run: countCohortsHourly },
  { name: "fold_names", every: "minute", run: foldNames },
  { name: "purge_guests", every: "minute", run: purgeGuests },
  { name: "take_up_jobs", every: "minute", run: takeUpJobs },
  { name: "evaluate_alerts", every: "minute", run: evaluateAlerts },
  { name: "deliver_alerts", every: "minute", run: deliverAlerts },
  { name: "send_weekly_summary", every: "minute", run: sendWeeklySummary },
  { name: "send_weekly_report", every: "minute", run: sendWeeklyReport },
  { name: "measure_site", every: "minute", run: measureSite },
  { name: "follow_maintenance", every: "minute", run: followMaintenance },
  { name: "watch_failures", every: "minute", run: watchFailures },
  { name: "end_debug", every: "minute", run: endDebug },
  { name: "deliver_mail", every: "minute", run: deliverMail },
  { name: "tell_lapsed_elevations", every: "minute", run: tellLapsed },
  { name: "purge_accounts", every: "minute", run: purgeAccounts },
  { name: "send_beats", every: "minute", run: sendBeats },
  { name: "sample_health", every: "minute", run: sampleHealth },
  {
    name: "keep_runs",
    every: "day",
    run: (env) => keepRunsOf(env.DB, jobNames()),
  },
  { name: "switch_off_unused_keys", every: "day", run: switchOffUnusedKeys },
  { name: "tell_inactive", every: "day", run: tellInactive },
  { name: "close_inactive", every: "day", run: closeInactive },
  { name: "retire_chats", every: "day", run: retireChats },
  { name: "retention", every: "day", run: startRetention },
  { name: "search_orphans", every: "day", run: searchWeekly },
  { name: "forget_import_rows", every: "day", run: forgetImportRows },
  { name: "forget_jobs", every: "day", run: forgetJobs },
  { name: "trim_figures", every: "day", run: trimFigures },
  { name: "forget_mails", every: "day", run: forgetMails },
  { name: "forget_alert_events", every: "day", run: forgetAlertEvents },
  { name: "forget_attempts", every: "day", run: forgetAttempts },
  { name: "forget_places", every: "day", run: forgetPlaces },
  { name: "forget_challenges", every: "day", run: forgetChallenges },
  { name: "forget_idempotent_answers", every: "day", run: forgetOldAnswers },
];

const jobNames = (): string[] => jobs.map((job) => job.name);

/** 03:00 in Japan (U-121). */
const dailyCron = "0 18 * * *";

/** Null where it went well. */
async function failureOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
    return null;
  } catch (error) {
    return error ?? "no reason";
  }
}

/** One job that fails does not keep the others from running. */
export async function runScheduled(event: ScheduledController, env: Env): Promise<void> {
  const every = event.cron === dailyCron ? "day" : "minute";
  for (const job of jobs.filter((one) => one.every === every)) {
    const at = Date.now();
    const error = await failureOf(() => job.run(env, event.scheduledTime));
    const ms = Date.now() - at;
    if (error === null) log("info", "job", { job: job.name, ms });
    else log("error", "job_failed", { job: job.name, ...errorFields(error) });
    await noteRun(env.DB, { name: job.name, every, at, ms, error });
  }
}
