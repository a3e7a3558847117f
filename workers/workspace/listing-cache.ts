/**
 * Directories that were listed lately: a search lists every one of them, and little changes between
 * two searches. A commit forgets the directories it touched. Bounded, since objects share an isolate.
 */
import type { FileEntry } from "../tools/files.ts";
import { parentOf } from "./paths.ts";

export interface ListingCache {
  get(directory: string): readonly FileEntry[] | undefined;
  put(directory: string, entries: readonly FileEntry[]): void;
  /** The entries at these paths are no longer what they were. */
  forget(changes: readonly { readonly path: string }[]): void;
}

/** About 2 MB. */
const maxEntries = 8000;

export function createListingCache(limit = maxEntries): ListingCache {
  // A Map keeps the order of insertion: the first is the one longest unused.
  const listings = new Map<string, readonly FileEntry[]>();
  let total = 0;
  const drop = (directory: string): void => {
    total -= listings.get(directory)?.length ?? 0;
    listings.delete(directory);
  };
  return {
    get(directory) {
      const entries = listings.get(directory);
      if (entries) {
        listings.delete(directory);
        listings.set(directory, entries);
      }
      return entries;
    },
    put(directory, entries) {
      drop(directory);
      if (entries.length > limit) return;
      listings.set(directory, entries);
      total += entries.length;
      for (const oldest of listings.keys()) {
        if (total <= limit && listings.size <= limit) break;
        drop(oldest);
      }
    },
    forget(changes) {
      for (const { path } of changes) {
        drop(parentOf(path));
        drop(path);
      }
    },
  };
}
