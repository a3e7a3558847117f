import { parseArgs } from "node:util";
import { ensureDevVars } from "./dev-vars.ts";
import { fail } from "./fail.ts";
import { showSignIn } from "./sign-in-help.ts";
import { lockState } from "./state-lock.ts";
import { localState, prepareState } from "./state.ts";

/** `npm run seed`: the local accounts; with `--reset` they get new passwords. */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { reset: { type: "boolean", default: false } } });
  process.on("exit", lockState(localState, "Engawa"));
  ensureDevVars();
  showSignIn(await prepareState({ folder: localState, reset: values.reset }));
}

await seed().catch(fail);
