import { run, type Outcome, type RunOptions } from "../setup/children.ts";
import { tools } from "../setup/paths.ts";

/** Runs one wrangler command. Deploying is tested against an account that only answers this. */
export type Wrangler = (args: string[], options?: RunOptions) => Promise<Outcome>;

export const wrangler: Wrangler = (args, options) =>
  run(process.execPath, [tools.wrangler, ...args], options);

/** The output of a command that must succeed. */
export async function must(
  wrangle: Wrangler,
  args: string[],
  options?: RunOptions,
): Promise<string> {
  const { code, output, stdout } = await wrangle(args, options);
  if (code !== 0) throw new Error(`wrangler ${args.join(" ")} failed:\n${output.trim()}`);
  return stdout;
}

/** The JSON in a command's output, after whatever lines stand before it. */
export function parseJson(stdout: string): unknown {
  const start = stdout.search(/^\s*[[{]/m);
  if (start < 0) throw new Error(`wrangler answered no JSON:\n${stdout.trim()}`);
  return JSON.parse(stdout.slice(start));
}
