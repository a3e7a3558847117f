import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../setup/paths.ts";

const skipped = new Set(["node_modules", "dist", ".wrangler", "e2e", "functions"]);

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  ))
    if (!skipped.has(entry.name)) yield* filesUnder(join(path, entry.name));
}

/** SHA-256 over names and contents of files and folders. */
export function fingerprint(paths: readonly string[], salt = ""): string {
  const hash = createHash("sha256").update(salt);
  for (const path of paths)
    for (const file of filesUnder(path))
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}
