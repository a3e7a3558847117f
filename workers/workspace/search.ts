import { searchText } from "../tools/ripgrep/search.ts";
import { toolFiles } from "./files.ts";
import type { Disk } from "./operations.ts";
import type { Origin } from "./rpc.ts";

const maxResults = 500;

/** Searching changes nothing, so nobody is its origin. */
const nobody: Origin = { kind: "user", user_id: "", session_id: null, turn_id: null };

/** Throws REQUEST_001 for a pattern that is none. */
export function searchWorkspace(
  { journal, blobs }: Disk,
  query: { pattern: string; literal: boolean; ignore_case: boolean; glob?: string },
) {
  const files = toolFiles(journal, blobs, nobody, { readOnly: true });
  return searchText(files, { ...query, max_results: maxResults });
}
