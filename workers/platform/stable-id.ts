import { createHash } from "node:crypto";

/** A UUID of what a text says: the same each time, so that what is written twice counts once. */
export function stableId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  // Of version 8, whose bits are ours to choose.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
