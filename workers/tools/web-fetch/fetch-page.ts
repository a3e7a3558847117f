/** One page from the web: asked for without anything of ours, read only as far as is needed. */
import { type AddressFault, type CheckedAddress, addressRefusal } from "./address.ts";

const maxRedirects = 5;
export const maxBytes = 2 * 1024 * 1024;
const patience = 20_000;

export type Fetched =
  | {
      readonly outcome: "page";
      readonly url: URL;
      readonly status: number;
      /** Type and subtype, small letters. */
      readonly type: string;
      readonly body: Uint8Array;
      /** Of the body, as the server says; null where it does not. */
      readonly charset: string | null;
      /** There was more than `maxBytes`. */
      readonly cut: boolean;
    }
  /** To another host, which is not followed: it is another decision. */
  | { readonly outcome: "moved"; readonly status: number; readonly to: string }
  /** `text` is for the model; of what the server wrote it names a media type at most. */
  | {
      readonly outcome: "failed";
      readonly status: number | null;
      readonly text: string;
      /** Of a redirect that was refused: why, and where it led. */
      readonly fault: AddressFault | null;
      readonly host: string | null;
    };

const failed = (text: string, status: number | null = null) =>
  ({ outcome: "failed", status, text, fault: null, host: null }) as const;

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const readable =
  /^(?:text\/[\w.+-]+|application\/(?:[\w.-]+\+)?(?:json|xml|yaml|toml)|application\/(?:x-)?(?:javascript|ecmascript|ndjson|sh|yaml))$/;

/** What a Content-Type says, as far as it is one. */
function readType(header: string | null): { type: string | null; charset: string | null } {
  const [essence = "", ...parameters] = (header ?? "").toLowerCase().split(";");
  const type = essence.trim();
  const charset = parameters
    .map((one) => /^\s*charset\s*=\s*"?([\w:.-]{1,40})"?\s*$/.exec(one)?.[1])
    .find((one) => one !== undefined);
  return {
    type: /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : null,
    charset: charset ?? null,
  };
}

/** Counted while it comes, unpacked: what the server announces is not believed. */
async function readBody(response: Response): Promise<{ body: Uint8Array; cut: boolean }> {
  if (!response.body) return { body: new Uint8Array(), cut: false };
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.byteLength;
  }
  const cut = size > maxBytes;
  if (cut) await reader.cancel();
  const body = new Uint8Array(Math.min(size, maxBytes));
  let at = 0;
  for (const part of parts) {
    body.set(part.subarray(0, body.byteLength - at), at);
    at += Math.min(part.byteLength, body.byteLength - at);
  }
  return { body, cut };
}

const ask = (url: URL, signal: AbortSignal): Promise<Response> =>
  fetch(url.href, {
    headers: {
      accept: "text/html, text/markdown, text/plain, application/json;q=0.9, */*;q=0.1",
      "user-agent": "Engawa (WebFetch; asked for by a person)",
    },
    redirect: "manual",
    signal,
  });

/** Redirects of the same host are followed, each as if it had been asked for. */
async function follow(
  start: URL,
  check: (address: string) => CheckedAddress,
  signal: AbortSignal,
): Promise<Fetched> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await ask(url, signal);
    const { status } = response;
    const location = isRedirect(status) ? response.headers.get("location") : null;
    if (location === null) return await takePage(url, response);
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) {
      return failed("The server sent a redirect that leads nowhere.", status);
    }
    const next = new URL(location, url.href).href;
    const { url: to, host, fault } = check(next);
    if (fault !== null && fault !== "not_listed") {
      const why = `The server redirects to an address that is refused. ${addressRefusal(fault)}`;
      return { ...failed(why, status), fault, host };
    }
    if (to === null || host !== url.hostname) {
      return { outcome: "moved", status, to: to?.href ?? next };
    }
    url = to;
  }
  return failed(`The server redirected more than ${maxRedirects} times.`);
}

async function takePage(url: URL, response: Response): Promise<Fetched> {
  const { status } = response;
  const { type, charset } = readType(response.headers.get("content-type"));
  if (type === null || !readable.test(type)) {
    await response.body?.cancel();
    const what = type === null ? "content of no known type" : `content of type ${type}`;
    return failed(`The server answered ${status} with ${what}; only text is read.`, status);
  }
  return { outcome: "page", url, status, type, charset, ...(await readBody(response)) };
}

/**
 * Throws only where `signal` was aborted. `start` has passed `check`; so does every further address.
 * Nothing of ours goes with it: no cookies, no keys, no referrer.
 */
export async function fetchPage(
  start: URL,
  check: (address: string) => CheckedAddress,
  signal: AbortSignal,
  ms = patience,
): Promise<Fetched> {
  const late = AbortSignal.timeout(ms);
  try {
    return await follow(start, check, AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(
      late.aborted
        ? `The server did not finish its answer within ${ms / 1000} seconds.`
        : "The server could not be reached, or broke its answer off.",
    );
  }
}
