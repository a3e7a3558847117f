import { app } from "./app.ts";
import type { Env } from "./platform/env.ts";
import { consumeQueue, type QueueMessage } from "./queue.ts";
import { runScheduled } from "./scheduled.ts";

export { AuditChain } from "./audit/object.ts";
export { ChatSession } from "./chat-session/object.ts";
export { Meter } from "./meter/object.ts";
export { Workspace } from "./workspace/object.ts";

export default {
  fetch: app.fetch,
  queue: consumeQueue,
  scheduled: runScheduled,
} satisfies ExportedHandler<Env, QueueMessage>;
