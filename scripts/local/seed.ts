import { parseArgs } from "node:util";
import { fail } from "./fail.ts";
import { showSignIn } from "./sign-in-help.ts";
import { lockState } from "./state-lock.ts";
import { localState, prepareLocalState } from "./state.ts";

/** `npm run seed`: the local accounts; with `--reset` they get new passwords. */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { reset: { type: "boolean", default: false } } });
  process.on("exit", lockState(localState, "Engawa"));
  showSignIn(await prepareLocalState(values.reset));
}

await seed().catch(fail);
