/** One error of the registry: its status, its name for programs, its texts for people. */
export type Language = "ja" | "en";

export interface ErrorText {
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
}

export type ErrorDetails = Readonly<Record<string, unknown>>;

export type Words = Readonly<Record<Language, Partial<ErrorText>>>;

export interface ErrorEntry {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 412
    | 413
    | 415
    | 422
    | 429
    | 500
    | 502
    | 503
    | 504;
  readonly reason: string;
  readonly ja: ErrorText;
  readonly en: ErrorText;
  /** Words that depend on what the error carries; undefined where the usual ones hold. */
  readonly worded?: (details: ErrorDetails) => Words | undefined;
}

export const entry = (
  status: ErrorEntry["status"],
  reason: string,
  ja: readonly [string, string, string],
  en: readonly [string, string, string],
  worded?: ErrorEntry["worded"],
): ErrorEntry => ({
  status,
  reason,
  ja: { message: ja[0], cause: ja[1], remedy: ja[2] },
  en: { message: en[0], cause: en[1], remedy: en[2] },
  ...(worded ? { worded } : {}),
});
