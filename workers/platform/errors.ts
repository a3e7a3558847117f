import type { ErrorCode } from "#contract/errors";

/** The one error features throw. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    /** Facts for the caller; never secrets. */
    readonly details?: Record<string, unknown>,
    readonly issues?: { path: string; message: string }[],
  ) {
    super(code);
  }
}
