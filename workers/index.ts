import { app } from "./app.ts";
import type { ActivityEvent } from "./platform/activity-event.ts";
import type { Env } from "./platform/env.ts";
import { consumeQueue } from "./queue.ts";

export { ChatSession } from "./chat-session/object.ts";
export { Workspace } from "./workspace/object.ts";

export default {
  fetch: app.fetch,
  queue: consumeQueue,
} satisfies ExportedHandler<Env, ActivityEvent>;
