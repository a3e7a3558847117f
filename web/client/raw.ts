import type { Endpoint, OutputOf } from "#contract/endpoint";
import type { ErrorCode } from "#contract/errors";
import { language } from "../i18n/language.ts";
import { type CallInput, type CallParts, cleared, send } from "./call.ts";
import { errorOf, networkError } from "./error.ts";
import { personHeader } from "./page-person.ts";
import { apiUrl } from "./url.ts";

/** The answer of an endpoint that streams bytes. Throws `ApiError`. */
export const receive = <E extends Endpoint>(
  spec: E,
  input: CallInput<E>,
  options: { signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<Response> => send(spec, input as CallParts, options);

export interface UploadOptions {
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Bytes sent so far, of all. */
  readonly onProgress?: (sent: number, total: number) => void;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** XMLHttpRequest, since fetch tells nothing of an upload's progress. */
const transmit = (method: string, url: string, body: Blob | string, options: UploadOptions) =>
  new Promise<Answer>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("accept-language", language());
    request.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => options.onProgress?.(event.loaded, event.total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    options.signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });

/** Sends bytes to an endpoint and gives what it declares. Throws `ApiError`, or the abort. */
export async function upload<E extends Endpoint>(
  spec: E,
  input: CallInput<E>,
  body: Blob | string,
  options: UploadOptions = {},
  seen: readonly ErrorCode[] = [],
): Promise<OutputOf<E>> {
  options.signal?.throwIfAborted();
  const parts = input as CallParts;
  const url = apiUrl(spec.path, parts.param, parts.query);
  const headers = { ...personHeader(spec), ...options.headers };
  const answer = await transmit(spec.method, url, body, { ...options, headers });
  if (answer.status >= 200 && answer.status < 300) {
    return (answer.text === "" ? undefined : JSON.parse(answer.text)) as OutputOf<E>;
  }
  const error = errorOf(answer.status, answer.text);
  if (!seen.includes(error.code) && (await cleared(spec, error))) {
    return upload(spec, input, body, options, [...seen, error.code]);
  }
  throw error;
}
