import { onEnd } from "../setup/children.ts";
import { fromRoot } from "../setup/paths.ts";
import { urlOf } from "./address.ts";
import { readArguments } from "./arguments.ts";
import { buildSpa } from "./build.ts";
import { startCron } from "./cron.ts";
import { readDevVars } from "./dev-vars.ts";
import { fail } from "./fail.ts";
import { choosePort } from "./port.ts";
import { serve } from "./serve.ts";
import { showSignIn } from "./sign-in-help.ts";
import { lockState } from "./state-lock.ts";
import { localState, prepareLocalState } from "./state.ts";
import { bundleWorker } from "./worker-bundle.ts";

/** `npm start`: the whole product, built, on one port. */
async function start(): Promise<void> {
  const began = performance.now();
  const { port: asked, ip, verbose } = readArguments(process.argv.slice(2), process.env);
  const unlock = lockState(localState, "Engawa");
  process.on("exit", unlock);
  const port = await choosePort(asked);
  // The bundle names the folder of the SPA, which is there then.
  await Promise.all([buildSpa().then(() => bundleWorker()), prepareLocalState().then(showSignIn)]);
  const log = fromRoot(".wrangler/server.log");
  const server = await serve({
    port,
    ...(ip === undefined ? {} : { ip }),
    state: localState,
    output: verbose ? "inherit" : log,
  });
  const url = urlOf(ip, port);
  startCron(url);
  const isEnding = onEnd(() => server.stop());
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const model = readDevVars()["ANTHROPIC_API_KEY"] ? "Claude" : "the demo model (no API key)";
  console.log(`\nEngawa runs at ${url}  (ready in ${seconds} s, with ${model})`);
  // The page of the mails answers nobody who asks for this machine by another name.
  if (/localhost|127\.0\.0\.1|\[::1\]/.test(url)) console.log(`Mails stay here: ${url}/dev/mail`);
  if (!verbose) console.log("Stop with Ctrl+C. The server's log: .wrangler/server.log");
  const code = await server.exited;
  if (isEnding()) return;
  throw new Error(`The server ended (code ${code}):\n${server.tail()}`);
}

await start().catch(fail);
