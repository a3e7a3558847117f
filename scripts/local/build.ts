import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";
import { fingerprint } from "./fingerprint.ts";

const stamp = fromRoot(".wrangler/built");
const inputs = [
  "web",
  "workers/contract",
  "vite.config.ts",
  "scripts/local/chunks.ts",
  "scripts/local/compile-hint.ts",
  "scripts/local/lean-icons.ts",
  "scripts/local/page-head.ts",
  "workers/platform/http/early-script.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds the SPA into web/dist, unless it was built from exactly these files. */
export async function buildSpa(): Promise<"built" | "unchanged"> {
  const now = fingerprint(inputs.map((path) => fromRoot(path)));
  const built = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (built === now && existsSync(fromRoot("web/dist/index.html"))) return "unchanged";
  const { code, output } = await run(process.execPath, [tools.vite, "build"], {
    // Started by the tests too, whose NODE_ENV would build Solid's development version.
    env: { NO_COLOR: "1", NODE_ENV: "production" },
  });
  if (code !== 0) throw new Error(`vite build failed:\n${output}`);
  mkdirSync(fromRoot(".wrangler"), { recursive: true });
  writeFileSync(stamp, now);
  return "built";
}
