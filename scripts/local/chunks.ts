/**
 * Which modules of the SPA come in one file. A browser that opens a screen should ask for few files and
 * for little the screen does not use. So what two screens share lies in a file of those two, what many
 * share in a file of all, and a dialog, an editor or a language keeps files of its own.
 */

/** What rolldown tells of a module. */
export interface ModuleNode {
  readonly isEntry: boolean;
  readonly importers: readonly string[];
  readonly dynamicImporters: readonly string[];
}

export interface ModuleGraph {
  getModuleInfo(id: string): ModuleNode | null;
}

/** What the page itself needs is needed on every screen. */
export const start = "start";
const main = "/web/main.tsx";

/** Screens by the modules that begin them; the first that fits. What loads later belongs to none. */
const areas: readonly (readonly [area: string, begins: RegExp])[] = [
  ["bar", /\/web\/(app\/NoticeBell|admin\/AdminLink)\./],
  ["outside", /\/web\/screens\/(sign-in|links)\//],
  ["projects", /\/web\/screens\/projects\//],
  ["account", /\/web\/screens\/account\//],
  ["workbench", /\/web\/(screens\/workbench\/|chat\/ChatPanel\.|files\/WorkspacePanel\.)/],
  ["console", /\/web\/admin\/AdminScreen\./],
];

const page = /\/web\/admin\/.*\/(\w+)Page\.tsx$/;

/** What so many pages of the console share comes with the console. */
const manyPages = 3;

/** What so many screens share comes with each: a little more than some of them use, in far fewer files. */
const manyScreens = 3;

const areaOf = (id: string): string | null =>
  areas.find(([, begins]) => begins.test(id))?.[0] ?? null;

/** The modules a module is loaded for: itself where `import()` asks for it, and its importers'. */
function beginningsOf(id: string, graph: ModuleGraph): string[] {
  const found: string[] = [];
  const seen = new Set([id]);
  // A set hands out what is added while it is read.
  for (const next of seen) {
    const node = graph.getModuleInfo(next);
    if (!node) continue;
    if (node.isEntry || node.dynamicImporters.length > 0) found.push(next);
    for (const importer of node.importers) seen.add(importer);
  }
  return found;
}

/** Names the file a module comes in, for rolldown's `groups`; null leaves that to the bundler. */
export function chunkName(id: string, graph: ModuleGraph): string | null {
  const begun = beginningsOf(id, graph);
  if (begun.some((one) => graph.getModuleInfo(one)?.isEntry)) return null;
  if (begun.some((one) => one.endsWith(main))) return start;
  // A screen itself has the file that `import()` asks for.
  if (begun.includes(id)) return null;
  const loaders = begun.filter((one) => areaOf(one) !== null || page.test(one));
  if (loaders.length < 2) return null;
  const screens = new Set(loaders.flatMap((one) => areaOf(one) ?? []));
  const pages = loaders.flatMap((one) => page.exec(one)?.[1] ?? []);
  // Beside several screens a page would only cut their file in two.
  if (pages.length >= manyPages || (pages.length > 0 && screens.size > 1)) screens.add("console");
  if (screens.size >= manyScreens) return screens.has("outside") ? "everywhere" : "inside";
  return [...screens, ...(screens.has("console") ? [] : pages)].toSorted().join("-");
}

/** Bytes of source from which on what is shared is worth a file of its own. */
export const worthAFile = 8000;

const wide: ReadonlySet<string> = new Set([start, "console", "inside", "everywhere"]);

/** As `chunkName`; what would be a file of less comes in a wider one, of all that all its screens share. */
export function smallChunkName(id: string, graph: ModuleGraph): string | null {
  const name = chunkName(id, graph);
  if (name === null || wide.has(name)) return name;
  const parts = name.split("-");
  if (parts.includes("outside")) return "everywhere";
  if (parts.includes("workbench")) return "inside";
  // The workbench is the one that must stay small.
  return parts.some((one) => one !== "console" && areas.some(([area]) => area === one))
    ? "around"
    : "console";
}
