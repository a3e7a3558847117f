import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const fromRoot = (...parts: string[]) => join(root, ...parts);

/** The script behind a tool's command, to be run with this very Node. */
export const tools = {
  wrangler: fromRoot("node_modules/wrangler/bin/wrangler.js"),
  vite: fromRoot("node_modules/vite/bin/vite.js"),
  vitest: fromRoot("node_modules/vitest/vitest.mjs"),
  playwright: fromRoot("node_modules/playwright-core/cli.js"),
} as const;
