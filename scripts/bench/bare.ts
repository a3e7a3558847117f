import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anyPort } from "../local/port.ts";
import { startService } from "../setup/children.ts";
import { fromRoot, tools } from "../setup/paths.ts";

/** A bare Hono Worker on a port of its own. */
export async function startBare(): Promise<{ url: string; stop(): Promise<void> }> {
  const state = await mkdtemp(join(tmpdir(), "engawa-bare-"));
  const port = await anyPort();
  const service = startService(
    tools.wrangler,
    [
      "dev",
      "--config",
      fromRoot("scripts/bench/bare.toml"),
      "--port",
      String(port),
      "--inspector-port",
      "0",
      "--persist-to",
      state,
      "--show-interactive-dev-session",
      "false",
    ],
    {},
  );
  const url = `http://localhost:${port}/`;
  const end = Date.now() + 60_000;
  while (!(await answers(url))) {
    if (Date.now() > end) throw new Error(service.tail());
    await new Promise((done) => setTimeout(done, 200));
  }
  return {
    url,
    stop: async () => {
      await service.stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
