import type { ServerResponse } from "node:http";
import type { Failure } from "./script.ts";

const errorTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  529: "overloaded_error",
};

export function sendFailure(response: ServerResponse, failure: Failure): void {
  const type = failure.error_type ?? errorTypes[failure.status] ?? "api_error";
  const details =
    failure.error_code === undefined ? {} : { details: { error_code: failure.error_code } };
  const error = { type, message: failure.message ?? type, ...details };
  const request_id = newRequestId();
  for (const [name, value] of Object.entries(failure.headers ?? {}))
    response.setHeader(name, value);
  sendJson(response, failure.status, { type: "error", error, request_id }, request_id);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  id = newRequestId(),
): void {
  response.writeHead(status, { "content-type": "application/json", "request-id": id });
  response.end(JSON.stringify(body));
}

export const newRequestId = (): string =>
  `req_${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`;
