import { join } from "node:path";
import { afterEach } from "vitest";
import { fromRoot } from "#scripts/setup/paths";
import { pages } from "./stage.ts";

/** What the windows showed when a test failed is left in .wrangler/e2e-failures. */
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  const name = task.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
  const folder = fromRoot(".wrangler/e2e-failures");
  await Promise.all(
    [...pages].map((page, at) => page.screenshot({ path: join(folder, `${name}-${at}.png`) })),
  );
});
