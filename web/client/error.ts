import type { ErrorBody, ErrorCode } from "#contract/errors";
import { language } from "../i18n/language.ts";
import { errorWords } from "./error-words.ts";

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
    const text = errorWords(code)[language()];
    super(body.message ?? text.message);
    this.name = "ApiError";
    this.code = code;
    this.reason = body.reason ?? errorWords(code).reason;
    this.cause_text = body.cause ?? text.cause;
    this.remedy = body.remedy ?? text.remedy;
    this.request_id = body.request_id ?? null;
    this.status = status;
    this.details = body.details ?? {};
    this.issues = body.issues ?? [];
  }
}

/** Newer servers may know more codes than this page does: what looks like one is one. */
const registered = (code: string | undefined): ErrorCode | null =>
  code !== undefined && /^[A-Z]+_\d{3}$/.test(code) ? (code as ErrorCode) : null;

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
