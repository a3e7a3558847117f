import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstLoad, gzippedKilobytes } from "../checks/first-load.ts";
import { run } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";

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
    .reduce((sum, name) => sum + gzippedKilobytes(join(assets, name)), 0);
  const out = mkdtempSync(join(tmpdir(), "engawa-size-"));
  await run(process.execPath, [tools.wrangler, "deploy", "--dry-run", "--minify", "--outdir", out]);
  const worker = readdirSync(out)
    .filter((name) => /\.(js|wasm)$/.test(name) && statSync(join(out, name)).isFile())
    .reduce((sum, name) => sum + gzippedKilobytes(join(out, name)), 0);
  rmSync(out, { recursive: true, force: true });
  return {
    signIn: firstLoad("signIn"),
    workbench: firstLoad("workbench"),
    everything,
    worker,
  };
}
