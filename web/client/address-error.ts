import { type ErrorCode, errorRegistry, errorText } from "#contract/errors";
import { language } from "../i18n/language.ts";
import { ApiError } from "./error.ts";

/** The error a redirect names in the address; null where it names none of ours. */
export function addressError(code: string | undefined): ApiError | null {
  if (code === undefined || !Object.hasOwn(errorRegistry, code)) return null;
  const known = code as ErrorCode;
  return new ApiError(errorRegistry[known].status, { code, ...errorText(known, language()) });
}
