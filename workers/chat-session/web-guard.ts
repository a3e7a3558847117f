/** What the site lets the agent fetch, and for whom: asked before a person is, and again when it runs. */
import * as v from "valibot";
import { plainHost } from "#contract/host";
import type { Decision } from "../agent/permissions.ts";
import type { ToolCall } from "../agent/tool.ts";
import { auditStatement, bySystem, type AuditEntry } from "../platform/records/audit.ts";
import { openDb, runBatch } from "../platform/db.ts";
import { publicAddress } from "../platform/site-address.ts";
import { stableId } from "../platform/stable-id.ts";
import { readSettings } from "../settings/read-settings.ts";
import {
  addressRefusal,
  checkAddress,
  type AddressFault,
  type CheckedAddress,
  type WebRules,
} from "../tools/web-fetch/address.ts";
import { WebFetchInput } from "../tools/web-fetch/tool.ts";
import { standingOfTurn } from "./asker.ts";
import { setupOf, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { noteRole } from "./surroundings.ts";

export interface Wanted {
  readonly rules: WebRules & { readonly on: boolean };
  /** Null where the input is not one of the tool's. */
  readonly input: WebFetchInput | null;
  readonly address: CheckedAddress;
}

/** Looks the owner's role up anew: it counts as of this call (U-062). Throws as `requireStanding`. */
export async function lookAtFetch(core: Core, call: ToolCall): Promise<Wanted> {
  noteRole(core, await standingOfTurn(core));
  return readFetch(core, call);
}

/** What a call asks for, against what the site allows now. */
export async function readFetch(core: Core, call: ToolCall): Promise<Wanted> {
  const { web_fetch: on, web_fetch_domains: domains } = await readSettings(core.env);
  const site = publicAddress(core.env);
  const own = site === null ? null : plainHost(new URL(site).hostname);
  const rules = { on, domains, own };
  const parsed = v.safeParse(WebFetchInput, call.input);
  const input = parsed.success ? parsed.output : null;
  return { rules, input, address: checkAddress(input?.url ?? "", rules) };
}

const deny = (message: string): Decision => ({ verdict: "deny", message });

/** The decision about a call whose role and rules are in order; what it should not have tried is on record. */
export async function guardFetch(
  core: Core,
  call: ToolCall,
  { rules, input, address }: Wanted,
  decision: Decision,
): Promise<Decision> {
  if (!rules.on) return deny("WebFetch is switched off on this site.");
  if (input === null) return deny("The input of WebFetch is not valid: it needs an absolute url.");
  if (address.fault === null) return decision;
  await recordRefusal(core, call, address.host, address.fault);
  return deny(addressRefusal(address.fault));
}

/** One row a call, whoever finds it first. Neither path nor query: they may hold secrets. */
export async function recordFetch(
  core: Core,
  call: ToolCall,
  what: string,
  entry: Pick<AuditEntry, "event" | "action" | "severity" | "metadata">,
): Promise<void> {
  const { owner, session_id } = setupOf(core);
  const key = readMeta(core.sql, "key_id");
  const login_id = readMeta(core.sql, "login_id");
  const db = openDb(core.env.DB);
  const actor = {
    id: owner.id,
    key: key === null ? null : { id: key },
    ...(login_id === null ? {} : { login_id }),
  };
  const once = { id: stableId(`${session_id}:${call.id}:${what}`), at: Date.now() };
  const row = { ...entry, once, resource: ["SESSION", session_id] } as const;
  await runBatch(db, auditStatement(db, actor, bySystem, row));
}

/** An address nobody listed is a wish; every other fault is an attempt (T-05). */
export const recordRefusal = (
  core: Core,
  call: ToolCall,
  host: string | null,
  fault: AddressFault,
): Promise<void> =>
  recordFetch(core, call, "refused", {
    event: "SECURITY",
    action: "WEB_FETCH_REFUSED",
    severity: fault === "not_listed" ? "INFO" : "WARNING",
    metadata: { host, why: fault },
  });
