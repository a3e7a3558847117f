import { installThenRun } from "./setup/install.mjs";

await installThenRun("scripts/deploy/run.ts");
