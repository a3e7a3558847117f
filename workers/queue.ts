import { chainName } from "./audit/rpc.ts";
import { watchConduct } from "./people/conduct/watch.ts";
import type { ActivityEvent } from "./platform/activity-event.ts";
import type { Env } from "./platform/env.ts";
import { errorFields, log } from "./platform/log.ts";
import { storeActivity } from "./platform/store-activity.ts";

/**
 * One consumer: activity. It is stored, then looked at for abuse (a batch that comes twice changes
 * nothing). Where there is activity there may be records to seal.
 */
export async function consumeQueue(batch: MessageBatch<ActivityEvent>, env: Env): Promise<void> {
  await store(batch, env);
  const events = batch.messages.map((message) => message.body);
  await watchConduct(env, events);
  await env.AUDIT_CHAIN.getByName(chainName)
    .seal()
    .catch((error: unknown) => log("warn", "seal_failed", errorFields(error)));
}

/** What cannot be stored is delivered again by the Queue, alone. */
async function store(batch: MessageBatch<ActivityEvent>, env: Env): Promise<void> {
  try {
    await storeActivity(
      env.DB,
      batch.messages.map((message) => message.body),
    );
  } catch (error) {
    log("warn", "activity_batch_failed", errorFields(error));
    for (const message of batch.messages) {
      try {
        await storeActivity(env.DB, [message.body]);
        message.ack();
      } catch {
        message.retry();
      }
    }
  }
}
