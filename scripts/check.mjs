import { installThenRun } from "./setup/install.mjs";

await installThenRun("scripts/checks/run.ts");
