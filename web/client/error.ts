import { type ErrorBody, type ErrorCode, errorRegistry, errorText } from "#contract/errors";
import { language } from "../i18n/language.ts";

/** Why a call failed, in words for the reader. `code` is of the registry. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly cause_text: string;
  readonly remedy: string;
  /** Null where no server answered. */
  readonly request_id: string | null;
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly issues: readonly { path: string; message: string }[];

  constructor(status: number, body: Partial<ErrorBody["error"]>) {
    const code = registered(body.id) ?? registered(body.code) ?? "SERVER_001";
    const text = errorText(code, language());
    super(body.message ?? text.message);
    this.name = "ApiError";
    this.code = code;
    this.reason = body.reason ?? errorRegistry[code].reason;
    this.cause_text = body.cause ?? text.cause;
    this.remedy = body.remedy ?? text.remedy;
    this.request_id = body.request_id ?? null;
    this.status = status;
    this.details = body.details ?? {};
    this.issues = body.issues ?? [];
  }
}

const registered = (code: string | undefined): ErrorCode | null =>
  code !== undefined && Object.hasOwn(errorRegistry, code) ? (code as ErrorCode) : null;

/** The error of an answer, whatever its body turns out to be. */
export function errorOf(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>;
    if (typeof body.error === "object") return new ApiError(status, body.error);
  } catch {
    // A proxy's page, not ours: the status is all there is.
  }
  return new ApiError(status, { code: status >= 500 ? "SERVER_001" : "REQUEST_001" });
}

export const networkError = (): ApiError => new ApiError(0, { code: "NETWORK_001" });

export const isApiError = (error: unknown, code?: ErrorCode): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code);

/** AUTH_008 of a ticket that is used up: what was begun must be begun anew. */
export const mustRestart = (error: unknown): boolean =>
  isApiError(error, "AUTH_008") && error.details["restart"] === true;

/** The error a redirect names in the address; null where it names none of ours. */
export function apiErrorOf(code: string | undefined): ApiError | null {
  const known = registered(code);
  return known === null ? null : new ApiError(errorRegistry[known].status, { code: known });
}

const lostPieces = new WeakSet<object>();

/** An error is a piece of this page that could not be loaded: the network's fault, not the server's. */
export function noteLostPiece(error: Error): void {
  lostPieces.add(error);
}

/** Only loading the page anew can mend it. */
export const isLostPiece = (error: unknown): boolean =>
  error instanceof Error && lostPieces.has(error);

/** Anything thrown, as something that can be shown. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return isLostPiece(error) ? networkError() : new ApiError(0, { code: "SERVER_001" });
}
