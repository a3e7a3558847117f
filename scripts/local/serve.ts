import { fromRoot, tools } from "../setup/paths.ts";
import { startService, type Service } from "../setup/children.ts";
import { urlOf } from "./address.ts";
import { bundleWorker } from "./worker-bundle.ts";

export interface ServeOptions {
  readonly port: number;
  /** Address to listen on; `localhost` is both loopback addresses. */
  readonly ip?: string;
  readonly state: string;
  /** Secrets come from this file instead of .dev.vars. */
  readonly envFile?: string;
  /** By `wrangler dev`, as its users know it: several times the work for each request, and what it adds itself. */
  readonly byWrangler?: boolean;
  /**
   * The Worker's configuration, to run it behind the Pages front instead of letting it serve the SPA.
   * `pages dev` knows no file of secrets: they come from the .dev.vars beside that configuration.
   */
  readonly behindPages?: string;
  /** As ServiceOptions.output. */
  readonly output?: string;
}

/** The built product on one port, with the bindings of wrangler.toml. Resolves when it answers. */
export async function serve(options: ServeOptions): Promise<Service> {
  const { behindPages, byWrangler = false, output } = options;
  const shown = output === undefined ? {} : { output };
  const service =
    behindPages !== undefined || byWrangler
      ? startService(tools.wrangler, wranglerArguments(options), {
          ...(behindPages === undefined ? {} : { cwd: fromRoot("web") }),
          ...shown,
        })
      : startService(program, await programArguments(options), shown);
  try {
    await untilHealthy(urlOf(options.ip, options.port), service);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

const program = fromRoot("scripts/local/serve-program.ts");

const argumentsOf = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);

const programArguments = async ({ port, ip, state, envFile }: ServeOptions): Promise<string[]> =>
  argumentsOf({
    bundle: await bundleWorker(),
    port: String(port),
    ip: ip ?? "localhost",
    state,
    "env-file": envFile ?? fromRoot(".dev.vars"),
  });

const wranglerArguments = ({ port, ip, state, envFile, behindPages }: ServeOptions): string[] => [
  ...(behindPages === undefined
    ? ["dev", "--show-interactive-dev-session", "false"]
    : ["pages", "dev", "-c", "wrangler.toml", "-c", behindPages]),
  ...argumentsOf({
    port: String(port),
    ip: ip ?? "localhost",
    "inspector-port": "0",
    "persist-to": state,
    ...(envFile === undefined ? {} : { "env-file": envFile }),
  }),
];

/** Waits until /api/health answers 200; throws with the service's last lines when it ends or takes too long. */
export async function untilHealthy(
  url: string,
  service: Service,
  timeoutMs = 60_000,
): Promise<void> {
  let ended = false;
  void service.exited.then(() => (ended = true));
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (ended) throw new Error(`The server ended before it answered:\n${service.tail()}`);
    if (await isHealthy(url)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The server did not answer within ${timeoutMs / 1000} s:\n${service.tail()}`);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
