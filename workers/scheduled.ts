import { purgeAccounts } from "./account/deletion/purge-accounts.ts";
import { closeInactive } from "./account/inactive/close-inactive.ts";
import { tellInactive } from "./account/inactive/tell-inactive.ts";
import { chainName } from "./audit/rpc.ts";
import { forgetAttempts } from "./auth/forget-attempts.ts";
import { forgetChallenges } from "./auth/forget-challenges.ts";
import { switchOffUnusedKeys } from "./auth/keys/unused.ts";
import { purgeGuests } from "./guests/purge-guests.ts";
import { deliverMail, forgetMails } from "./mail/outbox.ts";
import { tellLapsed } from "./people/requests/tell-lapsed.ts";
import type { Env } from "./platform/env.ts";
import { forgetActivity } from "./platform/forget-activity.ts";
import { forgetOldAnswers } from "./platform/idempotency/answer-once.ts";
import { errorFields, log } from "./platform/log.ts";
import { emptyBin } from "./sessions/retention/empty-bin.ts";
import { retireChats } from "./sessions/retention/retire-chats.ts";
import { readSettings } from "./settings/read-settings.ts";

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
  { name: "purge_guests", every: "minute", run: purgeGuests },
  { name: "deliver_mail", every: "minute", run: deliverMail },
  { name: "tell_lapsed_elevations", every: "minute", run: tellLapsed },
  { name: "purge_accounts", every: "minute", run: purgeAccounts },
  { name: "switch_off_unused_keys", every: "day", run: switchOffUnusedKeys },
  { name: "tell_inactive", every: "day", run: tellInactive },
  { name: "close_inactive", every: "day", run: closeInactive },
  { name: "retire_chats", every: "day", run: retireChats },
  { name: "empty_bin", every: "day", run: emptyBin },
  { name: "forget_mails", every: "day", run: forgetMails },
  { name: "forget_attempts", every: "day", run: forgetAttempts },
  { name: "forget_challenges", every: "day", run: forgetChallenges },
  { name: "forget_idempotent_answers", every: "day", run: forgetOldAnswers },
  {
    name: "forget_activity",
    every: "day",
    run: async (env, now) => forgetActivity(env, (await readSettings(env)).activity_days, now),
  },
];

/** 03:00 in Japan (U-121). */
const dailyCron = "0 18 * * *";

/** One job that fails does not keep the others from running. */
export async function runScheduled(event: ScheduledController, env: Env): Promise<void> {
  const every = event.cron === dailyCron ? "day" : "minute";
  for (const job of jobs.filter((one) => one.every === every)) {
    const started = Date.now();
    try {
      await job.run(env, event.scheduledTime);
      log("info", "job", { job: job.name, ms: Date.now() - started });
    } catch (error) {
      log("error", "job_failed", { job: job.name, ...errorFields(error) });
    }
  }
}
