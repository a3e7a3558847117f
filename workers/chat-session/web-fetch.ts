import type { ToolDisplay } from "#contract/chat";
import type { ToolCall, ToolOutcome } from "../agent/tool.ts";
import { checkAddress } from "../tools/web-fetch/address.ts";
import { fetchPage, type Fetched } from "../tools/web-fetch/fetch-page.ts";
import { purposeOf, type WebFetchInput } from "../tools/web-fetch/tool.ts";
import { failed, succeeded } from "../tools/outcome.ts";
import type { Core } from "./core.ts";
import { decideCall } from "./decide.ts";
import { isApproved } from "./open-calls.ts";
import type { Surroundings } from "./surroundings.ts";
import { readFetch, recordFetch, recordRefusal, type Wanted } from "./web-guard.ts";

const display = (
  url: URL,
  input: WebFetchInput,
  status: number | null = null,
  bytes: number | null = null,
): ToolDisplay => ({
  kind: "web",
  url: url.href,
  host: url.hostname,
  purpose: purposeOf(input),
  status,
  bytes,
});

/** What a person is asked about: the address as it would be fetched, whole. */
export async function previewFetch(core: Core, call: ToolCall): Promise<ToolDisplay | null> {
  const { input, address } = await readFetch(core, call);
  return input && address.url ? display(address.url, input) : null;
}

/** HTML is read by a library that only this needs. */
const showing = () => import("../tools/web-fetch/show-page.ts");

async function outcomeOf(url: URL, input: WebFetchInput, fetched: Fetched): Promise<ToolOutcome> {
  switch (fetched.outcome) {
    case "page": {
      const { showPage } = await showing();
      const shown = display(fetched.url, input, fetched.status, fetched.body.byteLength);
      const text = showPage(fetched, input.offset, purposeOf(input));
      return fetched.status < 400 ? succeeded(text, shown) : failed(text, shown);
    }
    case "moved": {
      const { showMove } = await showing();
      return succeeded(showMove(url, fetched), display(url, input, fetched.status));
    }
    case "failed":
      // Without a display the card shows the reason itself.
      return failed(fetched.text);
    default:
      return fetched satisfies never;
  }
}

/** Fetches, and puts on record what came of it before the model reads any of it. */
async function fetchOnRecord(
  core: Core,
  call: ToolCall,
  { rules, address }: Wanted & { address: { url: URL } },
  signal: AbortSignal,
): Promise<Fetched> {
  const record = (outcome: string, status: number | null, bytes: number | null) =>
    recordFetch(core, call, "fetched", {
      event: "ACCESS",
      action: "WEB_FETCH",
      metadata: { host: address.url.hostname, outcome, status, bytes },
    });
  const fetched = await fetchPage(address.url, (text) => checkAddress(text, rules), signal).catch(
    async (error: unknown) => {
      await record("stopped", null, null);
      throw error;
    },
  );
  await record(
    fetched.outcome,
    fetched.status,
    fetched.outcome === "page" ? fetched.body.byteLength : null,
  );
  return fetched;
}

/**
 * Role, rules, setting and address are asked again, since the approval may have waited a week; and no
 * way leads here past a person's yes (U-103).
 */
export async function runWebFetch(
  core: Core,
  around: Surroundings,
  call: ToolCall,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  const decision = await decideCall(core, around, call);
  if (decision.verdict === "deny") return failed(decision.message);
  if (!isApproved(core.sql, call.id)) return failed("Not fetched: no person approved this call.");
  const { rules, input, address } = await readFetch(core, call);
  if (!input || !address.url) return failed("Not fetched: the address is not allowed any more.");
  const fetched = await fetchOnRecord(core, call, { rules, input, address }, signal);
  if (fetched.outcome === "failed" && fetched.fault !== null) {
    await recordRefusal(core, call, fetched.host, fetched.fault);
  }
  return outcomeOf(address.url, input, fetched);
}
