import { readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { fromRoot } from "../../setup/paths.ts";
import { directionViolations } from "./directions.ts";
import { longFiles, shapeViolations } from "./shape.ts";
import { readSource, type SourceFile } from "./source-file.ts";

const skipped = new Set(["node_modules", "dist", ".wrangler"]);

function* sourcePaths(folder: string): Generator<string> {
  for (const entry of readdirSync(fromRoot(folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sourcePaths(path);
    else if (entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name)) yield path;
  }
}

export function readTree(): SourceFile[] {
  return ["workers", "web", "scripts"]
    .flatMap((folder) => Array.from(sourcePaths(folder)))
    .map((path) => readSource(path, readFileSync(fromRoot(path), "utf8")));
}

export interface ArchitectureReport {
  readonly violations: readonly string[];
  /** Not forbidden, but to be looked at. */
  readonly long: readonly string[];
}

export function checkArchitecture(files: readonly SourceFile[]): ArchitectureReport {
  return {
    violations: files.flatMap((file) => [...directionViolations(file), ...shapeViolations(file)]),
    long: longFiles(files),
  };
}
