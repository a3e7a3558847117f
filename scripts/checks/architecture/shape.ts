import { posix } from "node:path";
import type { SourceFile } from "./source-file.ts";

/** Files whose tool asks for a default export. */
const defaultExports = [
  /(^|\/)[\w.-]+\.config\.ts$/,
  /^workers\/index\.ts$/,
  // Stands in for a default export of lucide-solid.
  /^web\/ui\/icon\.ts$/,
  /^scripts\/bench\/[a-z-]*worker\.ts$/,
  /^workers\/testing\/(global-setup|recording-worker)\.ts$/,
  /\.d\.ts$/,
];

/** What the agent would no longer be pure with: clocks, timers and the network. */
const impure = /\b(Date\.now|new Date\(\)|performance\.now|setTimeout|setInterval|fetch)\(/;

const fileName = /^(\[\[\w+\]\]|[a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(\.[a-z0-9-]+)+$/;

const isTest = (path: string) => /\.(test|e2e)\.tsx?$/.test(path) || path.includes("/testing/");

/** How a file is built, whatever it does. */
export function shapeViolations(file: SourceFile): string[] {
  const { path, text } = file;
  const found: string[] = [];
  const name = posix.basename(path);
  if (!fileName.test(name)) found.push("file names are kebab-case, components PascalCase");
  if (/^[A-Z]/.test(name) && !/\.(test\.)?tsx$/.test(name))
    found.push("PascalCase is for components (.tsx)");
  if (/(^|\/)(utils?|helpers?|common|misc)\//.test(path))
    found.push("no folder without a subject (utils, helpers)");
  if (file.imports.some(({ specifier }) => /^(\.\.\/){3}/.test(specifier)))
    found.push("at most two ../ in an import");
  if (file.hasDefaultExport && !defaultExports.some((one) => one.test(path)))
    found.push("no default export where no tool asks for one");
  if (file.isBarrel) found.push("no file that only passes on exports");
  if (!isTest(path) && /\bas unknown as \w/.test(text)) found.push("no `as unknown as`");
  if (path.startsWith("workers/agent/") && !isTest(path) && impure.test(text))
    found.push("the agent is pure: no clock, no timer, no network");
  return found.map((what) => `${path}: ${what}`);
}

/** Files in which something wants out. */
export function longFiles(files: readonly SourceFile[], limit = 300): string[] {
  return files
    .filter(({ path, lines }) => lines > limit && !isTest(path))
    .map(({ path, lines }) => `${path} (${lines} lines)`);
}
