import type { MiddlewareHandler } from "hono";
import { AppError } from "../errors.ts";
import type { AppContext, AppEnv } from "./http.ts";
import { isWorkerAddress } from "./worker-addresses.ts";

/** A file has an extension or lies below /assets/; any other address is a page of the SPA. */
const isFile = (path: string): boolean =>
  path.startsWith("/assets/") || path.slice(path.lastIndexOf("/")).includes(".");

/** The request, conditions and method included, for the page that every address of the SPA is. */
const pageOf = ({ req }: AppContext): Request => new Request(new URL("/", req.url), req.raw);

/** The SPA's pages and files: no sign-in, no record, no database. A file that is not there is a 404. */
export const staticFiles: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (isWorkerAddress(c.req.path)) return next();
  const { method } = c.req.raw;
  if (method !== "GET" && method !== "HEAD") {
    c.header("Allow", "GET, HEAD");
    throw new AppError("REQUEST_003");
  }
  const found = await c.env.ASSETS.fetch(isFile(c.req.path) ? c.req.raw : pageOf(c));
  // Not the assets' own 404: it would carry the year-long caching of what lies below /assets/.
  if (found.status === 404) throw new AppError("REQUEST_002");
  return found;
};
