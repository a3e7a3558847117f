import { applyPatch, createPatch } from "diff";

/** Applies what was changed from `base` to `mine` onto `theirs`; null where the changes overlap. */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  const merged = applyPatch(theirs, createPatch("file", base, mine), { fuzzFactor: 0 });
  return merged === false ? null : merged;
}
