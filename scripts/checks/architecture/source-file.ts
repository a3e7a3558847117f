import { parseSync } from "oxc-parser";
import { posix } from "node:path";

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** From the root, where it points into the repository; else the specifier. */
  readonly target: string;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** It only passes on what others export. */
  readonly isBarrel: boolean;
  readonly text: string;
}

function resolve(path: string, specifier: string): string {
  if (specifier.startsWith("#contract/")) return `workers/contract/${specifier.slice(10)}`;
  if (specifier.startsWith("#scripts/")) return `scripts/${specifier.slice(9)}`;
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  return specifier;
}

/** What the rules need to know of a TypeScript or JavaScript file. Throws when it does not parse. */
export function readSource(path: string, text: string): SourceFile {
  const { module, program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const found: { specifier: string; typeOnly: boolean }[] = [];
  for (const { moduleRequest, entries } of module.staticImports)
    found.push({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    });
  const exported = module.staticExports.flatMap((statement) => statement.entries);
  for (const { moduleRequest, isType } of exported)
    if (moduleRequest !== null) found.push({ specifier: moduleRequest.value, typeOnly: isType });
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^["'`][^$]*["'`]$/.test(written))
      found.push({ specifier: written.slice(1, -1), typeOnly: false });
  }
  return {
    path,
    lines: text.split("\n").length - 1,
    imports: found.map(({ specifier, typeOnly }) => ({
      specifier,
      target: resolve(path, specifier),
      typeOnly,
    })),
    hasDefaultExport: exported.some((entry) => entry.exportName.kind === "Default"),
    isBarrel:
      program.body.length > 1 &&
      program.body.every(
        (statement) =>
          statement.type === "ExportAllDeclaration" ||
          (statement.type === "ExportNamedDeclaration" && statement.source !== null),
      ),
    text,
  };
}
