import { readFileSync } from "node:fs";
import { fromRoot } from "../setup/paths.ts";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** Where the table of docs/dependencies.md and package.json differ, and versions that are not exact. */
export function dependencyViolations(manifest: Manifest, table: string): string[] {
  const listed = new Map(
    [...table.matchAll(/^\| (\S+) +\| (\S+) +\| .*\S.* \|$/gm)].map(
      ([, name = "", version = ""]) => [name, version],
    ),
  );
  const wanted = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  };
  const found: string[] = [];
  for (const [name, version] of Object.entries(wanted)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) found.push(`${name}: ${version} is not exact`);
    if (listed.get(name) !== version)
      found.push(`docs/dependencies.md should say why ${name} ${version} is needed`);
  }
  for (const name of listed.keys())
    if (!(name in wanted) && name !== "package" && !name.startsWith("---"))
      found.push(`docs/dependencies.md lists ${name}, which package.json does not`);
  return found;
}

export function checkDependencies(): string[] {
  const manifest = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as Manifest;
  return dependencyViolations(manifest, readFileSync(fromRoot("docs/dependencies.md"), "utf8"));
}
