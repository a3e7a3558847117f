import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root, tools } from "#scripts/setup/paths";
import { toolEnv } from "#scripts/setup/tool-env";
import type { TestServer } from "./server.ts";

/** Changes what a running server holds, where a test cannot wait: for days to pass, for a proof to grow old. */
export async function runSql({ state }: TestServer, sql: string): Promise<void> {
  const args = ["d1", "execute", "engawa", "--local", "--persist-to", state, "--command", sql];
  await promisify(execFile)(process.execPath, [tools.wrangler, ...args, "--yes"], {
    cwd: root,
    env: toolEnv(),
  });
}
