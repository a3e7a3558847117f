import type { ErrorCode } from "#contract/errors";
import type { Endpoint, JsonInput, OutputOf, ParamInput, QueryInput } from "#contract/endpoint";
import { language } from "../i18n/language.ts";
import { takeEarly } from "./early.ts";
import { type ApiError, errorOf, networkError } from "./error.ts";
import { renewLogin } from "./login.ts";
import { overcome } from "./obstacles.ts";
import { personHeader } from "./page-person.ts";
import { apiUrl } from "./url.ts";

type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Partial<T> extends T
    ? { readonly [N in Name]?: T }
    : { readonly [N in Name]: T };

/** What an endpoint takes: only the parts it declares, required where it requires them. */
export type CallInput<E> = Part<"param", ParamInput<E>> &
  Part<"query", QueryInput<E>> &
  Part<"json", JsonInput<E>>;

export interface CallParts {
  readonly param?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly json?: unknown;
}

export interface SendOptions {
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit | null;
  readonly signal?: AbortSignal | undefined;
}

/** Whether what stood in the way is gone, so that the same request may be made again. */
export const cleared = (spec: Endpoint, error: ApiError): Promise<boolean> =>
  error.code === "AUTH_002" && spec.access !== "public" ? renewLogin() : overcome(error);

/**
 * One request; where a sign-in has expired or a proof is asked for, it is made again after that.
 * Throws `ApiError`, or the abort.
 */
export async function send(
  spec: Endpoint,
  parts: CallParts,
  options: SendOptions = {},
  seen: readonly ErrorCode[] = [],
): Promise<Response> {
  const init: RequestInit = {
    method: spec.method,
    credentials: "same-origin",
    headers: { "accept-language": language(), ...personHeader(spec), ...options.headers },
    signal: options.signal ?? null,
    ...(options.body === undefined ? {} : { body: options.body }),
  };
  const address = apiUrl(spec.path, parts.param, parts.query);
  const asked = (spec.method === "GET" ? takeEarly(address) : undefined) ?? fetch(address, init);
  const answer = await asked.catch((cause: unknown) => {
    throw options.signal?.aborted === true ? cause : networkError();
  });
  if (answer.ok) return answer;
  const error = errorOf(answer.status, await answer.text());
  if (!seen.includes(error.code) && (await cleared(spec, error))) {
    return send(spec, parts, options, [...seen, error.code]);
  }
  throw error;
}

/** As the server tags what was last changed then; what was never changed has the tag of the beginning. */
const etagOf = (at: string | null): string => `"${at === null ? 0 : Date.parse(at)}"`;

interface CallOptions {
  readonly signal?: AbortSignal;
  /** Asked by the clock: it does not count as activity, which keeps a sign-in from idling out (U-100). */
  readonly background?: boolean;
  /** When what is changed was last changed, as the caller has read it: somebody else's change is not overwritten. */
  readonly readAt?: string | null;
}

/** Calls an endpoint of the contract and gives what it declares. Throws `ApiError`. */
export async function call<E extends Endpoint>(
  spec: E,
  ...[input]: Partial<CallInput<E>> extends CallInput<E>
    ? [input?: CallInput<E> & CallOptions]
    : [input: CallInput<E> & CallOptions]
): Promise<OutputOf<E>> {
  const parts = (input ?? {}) as CallParts & CallOptions;
  const body = parts.json === undefined ? null : JSON.stringify(parts.json);
  const answer = await send(spec, parts, {
    signal: parts.signal,
    headers: {
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...(parts.background === true ? { "x-background": "true" } : {}),
      ...(parts.readAt === undefined ? {} : { "if-match": etagOf(parts.readAt) }),
    },
    ...(body === null ? {} : { body }),
  });
  if (spec.output === undefined || answer.status === 204) return undefined as OutputOf<E>;
  return (await answer.json()) as OutputOf<E>;
}
