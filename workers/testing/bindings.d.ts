import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Env as AppEnv } from "../platform/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends AppEnv {
      readonly TEST_MIGRATIONS: D1Migration[];
    }
  }
}
