import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { run } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";

const gzipped = (path: string): number => gzipSync(readFileSync(path)).length / 1024;

/** Kilobytes (gzip) of JavaScript that a manifest entry loads before anything is clicked. */
function firstLoad(entries: readonly string[]): number {
  const manifest = JSON.parse(
    readFileSync(fromRoot("web/dist/.vite/manifest.json"), "utf8"),
  ) as Record<string, { file: string; imports?: string[] }>;
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of entries) visit(entry);
  return [...files].reduce((sum, file) => sum + gzipped(fromRoot("web/dist", file)), 0);
}

export interface SizeFigures {
  readonly signIn: number;
  readonly workbench: number;
  readonly everything: number;
  readonly worker: number;
}

export async function measureSizes(): Promise<SizeFigures> {
  const assets = fromRoot("web/dist/assets");
  const everything = readdirSync(assets)
    .filter((name) => name.endsWith(".js"))
    .reduce((sum, name) => sum + gzipped(join(assets, name)), 0);
  const out = mkdtempSync(join(tmpdir(), "engawa-size-"));
  await run(process.execPath, [tools.wrangler, "deploy", "--dry-run", "--minify", "--outdir", out]);
  const worker = readdirSync(out)
    .filter((name) => /\.(js|wasm)$/.test(name) && statSync(join(out, name)).isFile())
    .reduce((sum, name) => sum + gzipped(join(out, name)), 0);
  rmSync(out, { recursive: true, force: true });
  const screen = (name: string) => `screens/${name}`;
  return {
    signIn: firstLoad(["index.html", screen("sign-in/SignInScreen.tsx")]),
    workbench: firstLoad([
      "index.html",
      screen("workbench/WorkbenchScreen.tsx"),
      "chat/ChatPanel.tsx",
      "files/WorkspacePanel.tsx",
    ]),
    everything,
    worker,
  };
}
