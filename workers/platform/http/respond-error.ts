import { HTTPException } from "hono/http-exception";
import { errorRegistry, errorText, type ErrorBody, type ErrorCode } from "#contract/errors";
import type { AppContext } from "./http.ts";
import { AppError } from "../errors.ts";
import { limitHeaders, limitOf } from "./limit-headers.ts";
import { errorFields, log } from "../log.ts";

/** U-092: every refusal of a limit says when to come back, where nothing else is known in a minute. */
const aMinute = 60;

function body(c: AppContext, code: ErrorCode, error?: AppError): ErrorBody {
  const { reason } = errorRegistry[code];
  const text = errorText(code, c.var.language, error?.details);
  const limited = errorRegistry[code].status === 429;
  const retryAfter = error?.details?.["retry_after"] ?? (limited ? aMinute : undefined);
  return {
    error: {
      code: limited ? "RATE_LIMIT_EXCEEDED" : code,
      ...(limited ? { id: code } : {}),
      reason,
      ...text,
      request_id: c.var.requestId,
      ...(typeof retryAfter === "number" ? { retry_after: retryAfter } : {}),
      ...(error?.issues ? { issues: error.issues } : {}),
      ...(error?.details ? { details: error.details } : {}),
    },
  };
}

/** The one mapper: an AppError becomes its code's status, anything else is a bug and shows nothing. */
export function respondError(error: unknown, c: AppContext): Response {
  const known =
    error instanceof AppError
      ? error
      : error instanceof HTTPException && error.status < 500
        ? new AppError(error.status === 413 ? "REQUEST_005" : "REQUEST_001")
        : undefined;
  const code: ErrorCode = known?.code ?? "SERVER_001";
  if (!known) log("error", "bug", { request_id: c.var.requestId, ...errorFields(error) });
  const activity = c.get("activity");
  activity.errorCode = code;
  activity.errorMessage = errorText(code, "en", known?.details).message;
  const answer = body(c, code, known);
  if (answer.error.retry_after !== undefined)
    c.header("Retry-After", String(answer.error.retry_after));
  const { status, reason } = errorRegistry[code];
  const limit = limitOf(known?.details, status === 429 ? reason : undefined);
  if (limit) {
    for (const [name, value] of Object.entries(limitHeaders(limit, Date.now()))) {
      c.header(name, value);
    }
  }
  return c.json(answer, status);
}
