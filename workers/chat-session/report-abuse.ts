import { abuseIn } from "../people/conduct/command-abuse.ts";
import { commandAbuseCode } from "../people/conduct/count-signals.ts";
import type { ToolCall } from "../agent/tool.ts";
import { errorFields, log } from "../platform/log.ts";
import { stableId } from "../platform/stable-id.ts";
import { setupOf, type Core } from "./core.ts";

/** A command no work needs is counted with its person's activity (U-102); what it did is the sandbox's matter. */
export function reportAbuse(core: Core, call: ToolCall, command: string): void {
  const abuse = abuseIn(command);
  if (abuse === null) return;
  const { owner, session_id } = setupOf(core);
  const sent = core.env.ACTIVITY.send({
    id: stableId(`${session_id}:${call.id}`),
    user_id: owner.id,
    key_id: null,
    action_type: "ERROR",
    resource_type: "SESSION",
    resource_id: session_id,
    endpoint: `tool:${call.name}`.slice(0, 255),
    method: "TOOL",
    request_body: { abuse },
    response_status: 403,
    error_message: null,
    error_code: commandAbuseCode,
    ip_address: null,
    user_agent: null,
    duration_ms: 0,
    created_at: Date.now(),
  });
  core.ctx.waitUntil(
    sent.catch((error: unknown) => log("error", "abuse_not_reported", errorFields(error))),
  );
}
