import { ApiError } from "./error.ts";
import { errorWords, isKnownError, loadErrorWords } from "./error-words.ts";

/** The error a redirect names in the address; null where it names none of ours. */
export async function addressError(code: string | undefined): Promise<ApiError | null> {
  if (code === undefined) return null;
  await loadErrorWords();
  return isKnownError(code) ? new ApiError(errorWords(code).status, { code }) : null;
}
