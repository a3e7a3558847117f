import { installThenRun } from "./setup/install.mjs";

await installThenRun("scripts/local/dev.ts");
