/**
 * The closed registry of errors (U-169 and what we add in its style). A code is what the wire
 * carries; its status stands here and nowhere else. Texts are shown to people, so both languages
 * are required.
 */
import { accessErrors } from "./errors-access.ts";
import { limitErrors } from "./errors-limits.ts";
import {
  type ErrorDetails,
  type ErrorEntry,
  type ErrorText,
  type Language,
} from "./error-entry.ts";
import { filesErrors } from "./errors-files.ts";
import { bulkErrors } from "./errors-bulk.ts";
import { jobErrors } from "./errors-jobs.ts";
import { localErrors } from "./errors-local.ts";
import { logErrors } from "./errors-logs.ts";
import { noticesErrors } from "./errors-notices.ts";
import { peopleErrors } from "./errors-people.ts";
import { signInErrors } from "./errors-sign-in.ts";
import { securityErrors } from "./errors-security.ts";
import { servicesErrors } from "./errors-services.ts";
import { settingsErrors } from "./errors-settings.ts";

export type { Language } from "./error-entry.ts";

export const errorRegistry = {
  ...peopleErrors,
  ...signInErrors,
  ...accessErrors,
  ...limitErrors,
  ...filesErrors,
  ...servicesErrors,
  ...jobErrors,
  ...bulkErrors,
  ...localErrors,
  ...logErrors,
  ...noticesErrors,
  ...securityErrors,
  ...settingsErrors,
};

export type ErrorCode = keyof typeof errorRegistry;

/** The text of a code, as far as it goes with what the error carries; 429 keeps the wording of U-092. */
export function errorText(code: ErrorCode, language: Language, details?: ErrorDetails): ErrorText {
  const known: ErrorEntry = errorRegistry[code];
  return { ...known[language], ...(details ? known.worded?.(details)?.[language] : {}) };
}

/** The body of every error answer. On 429 `code` is RATE_LIMIT_EXCEEDED and `id` RATE_001 (C-16). */
export interface ErrorBody {
  error: {
    code: string;
    id?: ErrorCode;
    reason: string;
    message: string;
    cause: string;
    remedy: string;
    request_id: string;
    retry_after?: number;
    /** What was wrong where, for REQUEST_001. */
    issues?: { path: string; message: string }[];
    /** Facts particular to the code, e.g. both versions on FILE_005. */
    details?: Record<string, unknown>;
  };
}
