import { fromRoot, tools } from "../setup/paths.ts";
import { startService, type Service } from "../setup/children.ts";

export interface ServeOptions {
  readonly port: number;
  /** Address to listen on; `localhost` is both loopback addresses. */
  readonly ip?: string;
  readonly state: string;
  /** Secrets come from this file instead of .dev.vars. */
  readonly envFile?: string;
  /**
   * The Worker's configuration, to run it behind the Pages front instead of letting it serve the SPA.
   * `pages dev` knows no file of secrets: they come from the .dev.vars beside that configuration.
   */
  readonly behindPages?: string;
  /** As ServiceOptions.output. */
  readonly output?: string;
}

/** The built product on one port: wrangler dev over the bindings of wrangler.toml. Resolves when it answers. */
export async function serve(options: ServeOptions): Promise<Service> {
  const pages = options.behindPages;
  const args = pages
    ? ["pages", "dev", "-c", "wrangler.toml", "-c", pages]
    : ["dev", "--show-interactive-dev-session", "false"];
  args.push("--port", String(options.port), "--ip", options.ip ?? "localhost");
  args.push("--inspector-port", "0", "--persist-to", options.state);
  if (options.envFile !== undefined) args.push("--env-file", options.envFile);
  const service = startService(tools.wrangler, args, {
    ...(pages ? { cwd: fromRoot("web") } : {}),
    ...(options.output === undefined ? {} : { output: options.output }),
  });
  try {
    await untilHealthy(`http://localhost:${options.port}`, service);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

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
