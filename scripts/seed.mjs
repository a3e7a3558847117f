import { installThenRun } from "./setup/install.mjs";

await installThenRun("scripts/local/seed.ts");
