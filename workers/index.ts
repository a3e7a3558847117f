import { app } from "./app.ts";
import type { Env } from "./platform/env.ts";

export { ChatSession } from "./chat-session/object.ts";
export { Workspace } from "./workspace/object.ts";

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env>;
