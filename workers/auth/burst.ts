/** The outer wall: bursts are turned away before they cost a password hash, a database or a model (T-16). */
import type { MiddlewareHandler } from "hono";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { AppError } from "../platform/errors.ts";
import { originOf, type AppContext, type AppEnv } from "../platform/http/http.ts";
import { networkOf } from "./network.ts";

/** As in wrangler.toml. */
const periodSeconds = 60;

/** One address; of IPv6 the network, since whoever has one address there has the others. */
function strangerOf(c: AppContext): string {
  const { ip } = originOf(c);
  return ip?.includes(":") ? networkOf(ip) : (ip ?? "unknown");
}

/** Endpoints anybody may call that do something: sign-in, reset, invitations, set-up, guests, OAuth. */
const costly = (Object.values(allEndpoints) as Endpoint[])
  .filter(
    ({ access, method, path }) => access === "public" && (method !== "GET" || /oauth/.test(path)),
  )
  .map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^/api(?:/v1)?${path.replace(/:\w+(\{[^}]*\})?/g, "[^/]+")}$`),
  }));

const isCostly = (c: AppContext): boolean =>
  costly.some(({ method, pattern }) => method === c.req.method && pattern.test(c.req.path));

async function spend(limiter: RateLimit, key: string): Promise<void> {
  const { success } = await limiter.limit({ key });
  if (!success) throw new AppError("RATE_001", { retry_after: periodSeconds });
}

/** Locally everybody has one address. */
const isLocal = (c: AppContext): boolean => c.env.ENVIRONMENT === "local";

/** Before anybody is looked up. */
export const limitStrangers: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isLocal(c) && isCostly(c)) await spend(c.env.STRANGER_BURST, strangerOf(c));
  await next();
};

/** Before a key nobody here knows is looked up; counted apart, so that it takes nobody's sign-in. */
export async function limitUnknownKeys(c: AppContext): Promise<void> {
  if (!isLocal(c)) await spend(c.env.STRANGER_BURST, `key:${strangerOf(c)}`);
}

/** By login or key, once known; else by address. */
export const limitCallers: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isLocal(c)) {
    const login = c.get("actor")?.login_id;
    await spend(c.env.CALLER_BURST, login ? `login:${login}` : `from:${strangerOf(c)}`);
  }
  await next();
};
