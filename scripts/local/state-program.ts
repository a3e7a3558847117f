import { join } from "node:path";
import type { D1Database } from "@cloudflare/workers-types";
import { getPlatformProxy } from "wrangler";
import { fromRoot } from "../setup/paths.ts";
import { againIfLost } from "./again-if-lost.ts";
import { seedAccounts } from "./seed-accounts.ts";
import { migrate } from "./migrate.ts";
import type { StateRequest } from "./state.ts";

process.once("message", async ({ folder, empty, ...options }: StateRequest) => {
  const proxy = await getPlatformProxy<{ DB: D1Database }>({
    configPath: fromRoot("wrangler.toml"),
    persist: { path: join(folder, "v3") },
    remoteBindings: false,
  });
  try {
    await againIfLost(() => migrate(proxy.env.DB));
    const accounts = empty ? undefined : await seedAccounts(proxy.env.DB, options);
    process.send?.({ accounts });
  } finally {
    await proxy.dispose();
  }
  process.disconnect();
});
