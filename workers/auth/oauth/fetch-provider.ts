import { errorFields, log } from "../../platform/log.ts";
import { readBounded } from "../../platform/http/read-bounded.ts";

const patience = 8000;
const maxBytes = 256 * 1024;

/** Why a provider's word was not taken; kept in the record, never shown. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
}

/** What a provider answers as JSON: in time, of a bounded size, and without leading elsewhere. */
export async function fetchProvider(url: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    const text = await readBounded(response, maxBytes);
    if (text === null) throw new ProviderFailure("too much");
    if (!response.ok) throw new ProviderFailure(`status ${response.status}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    log("warn", "provider_unreachable", { host: new URL(url).host, ...errorFields(error) });
    throw new ProviderFailure("unreachable");
  }
}
