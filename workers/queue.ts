import { chainName } from "./audit/rpc.ts";
import { watchConduct } from "./people/conduct/watch.ts";
import { consumeJobs } from "./jobs/drive.ts";
import { jobKinds } from "./jobs/kinds.ts";
import { noteBeat } from "./operations/health/beats.ts";
import { type Heartbeat, isHeartbeat } from "./platform/heartbeat.ts";
import type { JobMessage } from "./platform/job-message.ts";
import type { ActivityEvent } from "./platform/records/activity-event.ts";
import type { Env } from "./platform/env.ts";
import { errorFields, log } from "./platform/log.ts";
import { storeActivity } from "./platform/records/store-activity.ts";

export type QueueMessage = ActivityEvent | JobMessage | Heartbeat;

/** By the queue's name: a message says nothing of where it belongs. */
export async function consumeQueue(batch: MessageBatch<QueueMessage>, env: Env): Promise<void> {
  const isOfJobs = batch.queue === "engawa-jobs";
  const messages = await takeBeats(batch, env, isOfJobs ? "jobs" : "activity");
  if (messages.length === 0) return;
  await (isOfJobs
    ? consumeJobs(messages as Message<JobMessage>[], env, jobKinds)
    : consumeActivity(messages as Message<ActivityEvent>[], env));
}

const isReadable = (body: unknown): body is QueueMessage =>
  typeof body === "object" && body !== null;

/** What is left once heartbeats are noted; one that cannot be, or is no message, is not sent again. */
async function takeBeats(
  batch: MessageBatch<QueueMessage>,
  env: Env,
  queue: "activity" | "jobs",
): Promise<Message<QueueMessage>[]> {
  const rest: Message<QueueMessage>[] = [];
  for (const message of batch.messages) {
    if (!isReadable(message.body)) {
      log("error", "message_unreadable", { queue, id: message.id });
      message.ack();
      continue;
    }
    if (!isHeartbeat(message.body)) {
      rest.push(message);
      continue;
    }
    await noteBeat(env, queue, message.body).catch((error: unknown) =>
      log("warn", "beat_not_noted", errorFields(error)),
    );
    message.ack();
  }
  return rest;
}

/**
 * Activity is stored, then looked at for abuse (a batch that comes twice changes
 * nothing). Where there is activity there may be records to seal.
 */
async function consumeActivity(
  messages: readonly Message<ActivityEvent>[],
  env: Env,
): Promise<void> {
  await watchConduct(env, await store(messages, env));
  await env.AUDIT_CHAIN.getByName(chainName)
    .seal()
    .catch((error: unknown) => log("warn", "seal_failed", errorFields(error)));
}

/** What cannot be stored is delivered again by the Queue, alone; the rest is what comes back. */
async function store(
  messages: readonly Message<ActivityEvent>[],
  env: Env,
): Promise<ActivityEvent[]> {
  const events = messages.map((message) => message.body);
  try {
    await storeActivity(env.DB, events);
    return events;
  } catch (error) {
    log("warn", "activity_batch_failed", errorFields(error));
    const stored: ActivityEvent[] = [];
    for (const message of messages) {
      try {
        await storeActivity(env.DB, [message.body]);
        stored.push(message.body);
        message.ack();
      } catch {
        message.retry();
      }
    }
    return stored;
  }
}
