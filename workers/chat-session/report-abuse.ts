import type { ShellAbuse, ToolCall } from "../agent/tool.ts";
import { agentAbuseCode, commandAbuseCode } from "../people/conduct/count-signals.ts";
import { errorFields, log } from "../platform/log.ts";
import { hideKeys } from "../platform/text/mask.ts";
import { stableId } from "../platform/stable-id.ts";
import { setupOf, type Core } from "./core.ts";
import { isApprovedInPerson } from "./open-calls.ts";

/**
 * What no work needs is noted with its person's activity (U-102), without the command around it. It is
 * the person's doing where they said yes to this very call; what the agent ran by itself is its own.
 */
export function reportAbuse(core: Core, call: ToolCall, abuse: readonly ShellAbuse[]): void {
  const [first] = abuse;
  if (!first) return;
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
    request_body: {
      abuse: first.kind,
      what: hideKeys(abuse.map(({ what }) => what.slice(0, 100)).join(", ")),
    },
    response_status: 403,
    error_message: null,
    error_code: isApprovedInPerson(core.sql, call.id) ? commandAbuseCode : agentAbuseCode,
    ip_address: null,
    user_agent: null,
    duration_ms: 0,
    created_at: Date.now(),
  });
  core.ctx.waitUntil(
    sent.catch((error: unknown) => log("error", "abuse_not_reported", errorFields(error))),
  );
}
