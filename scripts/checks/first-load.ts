import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { buildSpa } from "../local/build.ts";
import { fromRoot } from "../setup/paths.ts";

/** Vite's manifest: what each module became, and what that imports at once. */
export type Manifest = Readonly<Record<string, { file: string; imports?: readonly string[] }>>;

/** Files of JavaScript that these modules load before anything is clicked. Throws for an unknown module. */
export function firstFiles(manifest: Manifest, modules: readonly string[]): string[] {
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`${key} is no piece of the built SPA`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const key of modules) visit(key);
  return [...files];
}

/** The screens as they stand when they have loaded. */
export const screens = {
  signIn: ["index.html", "screens/sign-in/SignInScreen.tsx"],
  workbench: [
    "index.html",
    "screens/workbench/WorkbenchScreen.tsx",
    "chat/ChatPanel.tsx",
    "files/WorkspacePanel.tsx",
  ],
  list: ["index.html", "admin/AdminScreen.tsx", "admin/people/UsersPage.tsx"],
} as const;

export const gzippedKilobytes = (path: string): number =>
  gzipSync(readFileSync(path)).length / 1024;

/** Files of JavaScript that a screen of the built SPA loads at first. */
function firstFilesOf(screen: keyof typeof screens): string[] {
  const manifest = JSON.parse(
    readFileSync(fromRoot("web/dist/.vite/manifest.json"), "utf8"),
  ) as Manifest;
  return firstFiles(manifest, screens[screen]);
}

/** Kilobytes (gzip) of them. */
export const firstLoad = (screen: keyof typeof screens): number =>
  firstFilesOf(screen)
    .map((file) => gzippedKilobytes(fromRoot("web/dist", file)))
    .reduce((sum, size) => sum + size, 0);

/** Kilobytes; what a newcomer on a slow line waits for. */
const mostAtFirst = 120;

/** Over HTTP/1.1 six come at a time, and each is a call of the Worker: files cost more than what is in them. */
const mostFiles = 10;

/** The first loads of the workbench and of a list, against their limits. Builds the SPA if it is not built. */
export async function checkFirstLoad(): Promise<{ ok: boolean; output: string; note: string }> {
  await buildSpa();
  const size = firstLoad("workbench");
  const files = firstFilesOf("list").length;
  const note = `${size.toFixed(0)} KB of ${mostAtFirst}, ${files} files of ${mostFiles}`;
  const output = `At first the workbench loads as many KB (gzip), a list of the console as many files: ${note}.`;
  return { ok: size < mostAtFirst && files <= mostFiles, output, note };
}
