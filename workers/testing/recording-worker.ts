import { app } from "../app.ts";
import type { ActivityEvent } from "../platform/records/activity-event.ts";
import type { Env } from "../platform/env.ts";
import { consumeQueue } from "../queue.ts";

export { AuditChain, ChatSession, Meter, Workspace } from "../index.ts";

/** Takes every event and stores none. */
const nowhere = { send: () => Promise.resolve() } as unknown as Env["ACTIVITY"];

// The product's own Worker, whose Queue a request can leave out: what recording costs, in one process.
export default {
  fetch: (request, env, context) => {
    const off = request.headers.get("x-bench-recording") === "off";
    return app.fetch(request, off ? { ...env, ACTIVITY: nowhere } : env, context);
  },
  queue: consumeQueue,
} satisfies ExportedHandler<Env, ActivityEvent>;
