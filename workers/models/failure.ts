/** What went wrong with a call, whether it is worth another try, and when. */
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
} from "@anthropic-ai/sdk/core/error";
import { ModelError } from "../agent/model.ts";

/** No event for too long, pings not counted. */
export class NoProgress extends Error {
  override readonly name = "NoProgress";
}

/** Error types that arrive inside an open stream, without a status, and pass. */
const passing = new Set(["overloaded_error", "api_error", "rate_limit_error", "timeout_error"]);
const passingStatus = (status: number) =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/** Money or an account stands in the way: no wait helps. */
const lasting = /spend_limit|billing|on_hold|ramp_limit/;

export const isWorthAnotherTry = (error: unknown): boolean => {
  if (error instanceof NoProgress || error instanceof APIConnectionTimeoutError) return false;
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return true;
  const told = error.headers?.get("x-should-retry");
  if (told === "true") return true;
  if (told === "false" || lasting.test(error.errorCode ?? "")) return false;
  if (typeof error.status === "number") return passingStatus(error.status);
  return passing.has(error.type ?? "");
};

/** The server's own wish in milliseconds, or null. */
export const retryAfter = (error: unknown, now: number): number | null => {
  const headers = error instanceof APIError ? error.headers : undefined;
  const inMs = headers?.get("retry-after-ms");
  if (inMs && Number.isFinite(Number(inMs))) return Math.max(0, Number(inMs));
  const value = headers?.get("retry-after");
  if (!value) return null;
  if (Number.isFinite(Number(value))) return Math.max(0, Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};

/** Every failure of a call as the port's error. Messages are the API's; bodies are never kept. */
export const toModelError = (error: unknown, requestId: string | null): ModelError => {
  if (error instanceof NoProgress || error instanceof APIConnectionTimeoutError)
    return new ModelError("CLAUDE_001", "no progress", requestId, null, "timeout");
  if (error instanceof APIConnectionError || !(error instanceof APIError))
    return new ModelError("CLAUDE_002", "connection lost", requestId, null, "connection_error");
  const id = error.requestID ?? requestId;
  return new ModelError(
    "CLAUDE_002",
    error.apiMessage ?? "the API reported an error",
    id,
    error.status ?? null,
    error.errorCode ?? error.type,
  );
};
