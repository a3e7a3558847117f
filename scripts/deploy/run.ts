import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { buildSpa } from "../local/build.ts";
import { fail } from "../local/fail.ts";
import { fromRoot } from "../setup/paths.ts";
import { deploy, rehearse, type DeployOptions } from "./deploy.ts";
import { wrangler } from "./wrangler.ts";

/** From the environment, else asked for where somebody can answer. Empty: the demo model. */
async function askApiKey(): Promise<string | undefined> {
  const known = process.env["ANTHROPIC_API_KEY"];
  if (known !== undefined || !process.stdin.isTTY) return known;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question("Anthropic API key (empty: the demo model answers): ")).trim();
  } finally {
    terminal.close();
  }
}

/** `npm run deploy [-- --dry-run] [--pages] [--url https://…] [--new-setup-token]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "dry-run": { type: "boolean", default: false },
      pages: { type: "boolean", default: false },
      url: { type: "string" },
      "new-setup-token": { type: "boolean", default: false },
    },
  });
  const options: DeployOptions = {
    wrangle: wrangler,
    say: (line) => console.log(`• ${line}`),
    config: fromRoot("wrangler.deploy.toml"),
    pages: values.pages,
    url: values.url,
    newSetupToken: values["new-setup-token"],
    apiKey: askApiKey,
  };
  console.log(`• SPA: ${await buildSpa()}`);
  if (values["dry-run"]) {
    await rehearse(options);
    console.log("\nDry run: nothing was sent. Without --dry-run the steps above are carried out.");
    return;
  }
  const { setupToken, knowsItsAddress } = await deploy(options);
  console.log("\nDeployed. The address stands above.");
  if (!knowsItsAddress)
    console.log(
      "\nNobody can be invited until the site knows its own address: set PUBLIC_URL in wrangler.toml, or deploy again with\n\n  npm run deploy -- --url https://ADDRESS",
    );
  if (setupToken !== undefined)
    console.log(
      `\nFirst administrator: open the site and use this set-up token. It works once and is shown only now:\n\n  ${setupToken}\n`,
    );
}

await main().catch(fail);
