import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { leanIcons } from "./scripts/local/lean-icons.ts";
import { outboundTo } from "./workers/testing/outbound.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Four kinds of tests, told apart by name:
 * `*.test.ts` under workers/: pure, in node · `*.workers.test.ts`: in workerd with real bindings ·
 * under web/: components in jsdom · `*.e2e.ts`: the built product in a real browser.
 */
export default defineConfig({
  test: {
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          isolate: false,
          maxWorkers: 2,
          // Ends what hangs; how long things take is the benchmarks' matter.
          testTimeout: 30_000,
          include: ["workers/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/*.workers.test.ts", "**/node_modules/**"],
        },
      },
      {
        resolve: {
          alias: [
            {
              find: "#password-cost",
              replacement: here("./workers/testing/password-cost.ts"),
            },
          ],
        },
        plugins: [
          cloudflareTest(async ({ inject }) => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations(here("./migrations")),
                ENVIRONMENT: "local",
                SECRET_KEY: "a-secret-for-tests-of-at-least-32-characters",
                ANTHROPIC_API_KEY: "test-key",
                ANTHROPIC_BASE_URL: inject("messagesUrl"),
                TURNSTILE_VERIFY_URL: inject("turnstileUrl"),
              },
              outboundService: outboundTo(
                [
                  inject("messagesUrl"),
                  inject("turnstileUrl"),
                  inject("openIdUrl"),
                  inject("lyingUrl"),
                  inject("webhookUrl"),
                ],
                inject("pagesUrl"),
              ),
            } as never,
          })),
        ],
        test: {
          name: "workers",
          // Kinds that keep the processors busy run one after the other, so that none waits for another.
          sequence: { groupOrder: 1 },
          include: ["workers/**/*.workers.test.ts"],
          fsModuleCache: false,
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          setupFiles: ["./workers/testing/setup.ts"],
          globalSetup: ["./workers/testing/global-setup.ts"],
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: [
                  "@anthropic-ai/sdk",
                  "@anthropic-ai/sdk/client",
                  "@anthropic-ai/sdk/core/error",
                  "@anthropic-ai/sdk/resources/messages",
                  "@levischuck/tiny-cbor",
                  "@zip.js/zip.js",
                  "diff",
                  "drizzle-orm",
                  "drizzle-orm/d1",
                  "drizzle-orm/sqlite-core",
                  "hono",
                  "hono/route",
                  "jose",
                  "minimatch",
                  "modern-tar",
                  "valibot",
                ],
              },
            },
          },
        },
      },
      {
        plugins: [solid(), leanIcons()],
        test: {
          name: "web",
          environment: "jsdom",
          isolate: false,
          maxWorkers: 2,
          css: { include: [/tokens\.css/] },
          testTimeout: 20_000,
          setupFiles: ["./web/testing/jsdom.ts"],
          include: ["web/**/*.test.ts", "web/**/*.test.tsx"],
        },
      },
      {
        test: {
          name: "e2e",
          sequence: { groupOrder: 2 },
          include: ["web/e2e/**/*.e2e.ts"],
          setupFiles: ["./web/e2e/support/setup.ts"],
          isolate: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 40_000 } },
          // They wait more than they work: two at a time, each with a server of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
});
