/**
 * Which modules of the SPA come in one file. A browser that opens a screen should ask for few files and
 * for little the screen does not use. So what many screens share comes with the page itself, what two share
 * in a file of those two if it is large, and a dialog, an editor or a language keeps files of its own.
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
const start = "start";

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

/** What so many screens share comes with the page: a little more than some of them use, in fewer files. */
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

/** Screens and pages a module is loaded for; null where the bundler decides, `start` where the page needs it. */
function sharers(id: string, graph: ModuleGraph): readonly string[] | typeof start | null {
  const begun = beginningsOf(id, graph);
  if (begun.some((one) => graph.getModuleInfo(one)?.isEntry)) return start;
  // A screen itself has the file that `import()` asks for.
  if (begun.includes(id)) return null;
  const loaders = begun.filter((one) => areaOf(one) !== null || page.test(one));
  if (loaders.length < 2) return null;
  const screens = new Set(loaders.flatMap((one) => areaOf(one) ?? []));
  const pages = loaders.flatMap((one) => page.exec(one)?.[1] ?? []);
  // Beside several screens a page would only cut their file in two.
  if (pages.length >= manyPages || (pages.length > 0 && screens.size > 1)) screens.add("console");
  if (screens.size >= manyScreens) return start;
  return [...screens, ...(screens.has("console") ? [] : pages)].toSorted();
}

/** Bytes of source from which on what two share is worth a file of its own. */
export const worthAFile = 12_000;

/** For rolldown's `groups`: the file of just those who share a module; null: it is for `wideName` to say. */
export function sharedName(id: string, graph: ModuleGraph): string | null {
  const found = sharers(id, graph);
  if (found === null || found === start || found.length < 2) return null;
  // A list of the console takes files enough; what it shares with another screen comes in the one around them.
  return found.includes("console") ? null : found.join("-");
}

/** For rolldown's `groups`, after `sharedName`: the wider file a module comes in; null: the bundler decides. */
export function wideName(id: string, graph: ModuleGraph): string | null {
  const found = sharers(id, graph);
  if (found === null || found === start) return found;
  // Of one screen, which begins with several modules.
  if (found.length === 1) return found[0] ?? null;
  // What the sign-in and the workbench load must stay small, and this they would load anyway.
  if (found.includes("outside") || found.includes("workbench")) return start;
  const screens = found.filter((one) => areas.some(([area]) => area === one));
  return screens.some((one) => one !== "console") ? "around" : "console";
}
