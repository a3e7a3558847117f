import type { ActivityEvent } from "./platform/activity-event.ts";
import type { Env } from "./platform/env.ts";
import { storeActivity } from "./platform/store-activity.ts";

/** One consumer: activity. A batch that cannot be stored is delivered again by the Queue. */
export async function consumeQueue(batch: MessageBatch<ActivityEvent>, env: Env): Promise<void> {
  await storeActivity(
    env.DB,
    batch.messages.map((message) => message.body),
  );
}
