import { onEnd, startService } from "../setup/children.ts";
import { tools } from "../setup/paths.ts";
import { readArguments } from "./arguments.ts";
import { startCron } from "./cron.ts";
import { fail } from "./fail.ts";
import { choosePort } from "./port.ts";
import { untilHealthy } from "./serve.ts";
import { showSignIn } from "./sign-in-help.ts";
import { lockState } from "./state-lock.ts";
import { localState, prepareLocalState } from "./state.ts";

/** `npm run dev`: the same product from its sources, with every binding and hot reload. */
async function dev(): Promise<void> {
  const { port: asked, ip } = readArguments(process.argv.slice(2), process.env);
  process.on("exit", lockState(localState, "Engawa"));
  const port = await choosePort(asked);
  showSignIn(await prepareLocalState());
  const server = startService(
    tools.vite,
    ["dev", "--port", String(port), "--strictPort", ...(ip === undefined ? [] : ["--host", ip])],
    { output: "inherit" },
  );
  onEnd(() => server.stop());
  await untilHealthy(`http://localhost:${port}`, server, 120_000);
  startCron(`http://localhost:${port}`);
  console.log(`\nEngawa (hot reload) runs at http://localhost:${port}`);
  throw new Error(`vite ended (code ${await server.exited}).`);
}

await dev().catch(fail);
