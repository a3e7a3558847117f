import { installThenRun } from "./setup/install.mjs";

await installThenRun("scripts/tests/run.ts");
