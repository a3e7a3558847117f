import { onEnd, startService } from "../setup/children.ts";
import { tools } from "../setup/paths.ts";
import { urlOf } from "./address.ts";
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
  const isEnding = onEnd(() => server.stop());
  const url = urlOf(ip, port);
  await untilHealthy(url, server, 120_000);
  startCron(url);
  console.log(`\nEngawa (hot reload) runs at ${url}`);
  const code = await server.exited;
  if (!isEnding()) throw new Error(`vite ended (code ${code}).`);
}

await dev().catch(fail);
