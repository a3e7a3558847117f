import { errorFields, log } from "../../platform/log.ts";

const patience = 8000;
const maxBytes = 256 * 1024;

/** Why a provider's word was not taken; kept in the record, never shown. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return text + decoder.decode();
    size += chunk.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw new ProviderFailure("too much");
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}

/** What a provider answers as JSON: in time, of a bounded size, and without leading elsewhere. */
export async function fetchProvider(url: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    const text = await readText(response);
    if (!response.ok) throw new ProviderFailure(`status ${response.status}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    log("warn", "provider_unreachable", { host: new URL(url).host, ...errorFields(error) });
    throw new ProviderFailure("unreachable");
  }
}
