import { chainName } from "./audit/rpc.ts";
import { forgetAttempts } from "./auth/forget-attempts.ts";
import { deliverMail, forgetMails } from "./mail/outbox.ts";
import type { Env } from "./platform/env.ts";
import { errorFields, log } from "./platform/log.ts";

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
  { name: "deliver_mail", every: "minute", run: deliverMail },
  { name: "forget_mails", every: "day", run: forgetMails },
  { name: "forget_attempts", every: "day", run: forgetAttempts },
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
