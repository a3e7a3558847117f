import { createSignal } from "solid-js";
import type { ErrorEntry } from "#contract/error-entry";
import type { ErrorCode } from "#contract/errors";
import { localErrors } from "#contract/errors-local";

type Words = Readonly<Partial<Record<ErrorCode, ErrorEntry>>>;

const [words, setWords] = createSignal<Words>(localErrors);
let loading: Promise<void> | undefined;

/** The words of every code come after the first screen; an answer of the server brings its own. */
export const loadErrorWords = (): Promise<void> =>
  (loading ??= import("#contract/errors").then(
    ({ errorRegistry }) => void setWords(errorRegistry),
    () => {
      loading = undefined;
    },
  ));

/** Whether a code has words of its own by now. */
export const isKnownError = (code: string): boolean => Object.hasOwn(words(), code);

/** Words of a code, in both languages; reactive, since most of them come later. */
export function errorWords(code: string): ErrorEntry {
  const known: Readonly<Record<string, ErrorEntry>> = words();
  const found = Object.hasOwn(known, code) ? known[code] : undefined;
  if (!found) void loadErrorWords();
  return found ?? localErrors.SERVER_001;
}
