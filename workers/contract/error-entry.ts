/** One error of the registry: its status, its name for programs, its texts for people. */
export type Language = "ja" | "en";

export interface ErrorText {
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
}

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
}

export const entry = (
  status: ErrorEntry["status"],
  reason: string,
  ja: readonly [string, string, string],
  en: readonly [string, string, string],
): ErrorEntry => ({
  status,
  reason,
  ja: { message: ja[0], cause: ja[1], remedy: ja[2] },
  en: { message: en[0], cause: en[1], remedy: en[2] },
});
