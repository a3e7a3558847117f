import { fileURLToPath } from "node:url";
import { cloudflare } from "@cloudflare/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import solid from "vite-plugin-solid";
import { sharedName, wideName, worthAFile } from "./scripts/local/chunks.ts";
import { compileHint } from "./scripts/local/compile-hint.ts";
import { leanIcons } from "./scripts/local/lean-icons.ts";
import { pageHead } from "./scripts/local/page-head.ts";
import { workerAddresses } from "./workers/platform/http/worker-addresses.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `vite build` makes the SPA only; the Worker is bundled by wrangler. `vite dev` runs both. */
export default defineConfig(({ command }) => ({
  root: here("./web"),
  plugins: [
    solid(),
    leanIcons(),
    tailwindcss(),
    compileHint(),
    pageHead({
      admin: ["AdminScreen"],
      p: ["WorkbenchScreen", "ChatPanel", "WorkspacePanel"],
    }),
    command === "serve" && !process.env["VITEST"]
      ? cloudflare({
          configPath: here("./wrangler.toml"),
          persistState: { path: here("./.wrangler/state") },
          // Vite serves the SPA's sources itself, so here the Worker stands first at its own addresses only.
          config: {
            assets: {
              not_found_handling: "single-page-application",
              run_worker_first: [...workerAddresses],
            },
          },
        })
      : null,
  ],
  server: { fs: { allow: [here("./")] } },
  build: {
    outDir: here("./web/dist"),
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    // The CSP allows no data: address for scripts and fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { debugName: "shared", name: sharedName, minSize: worthAFile, priority: 1 },
            { debugName: "wide", name: wideName },
          ],
        },
      },
    },
  },
}));
