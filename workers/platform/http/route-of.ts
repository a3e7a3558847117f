import { matchedRoutes } from "hono/route";
import type { AppContext } from "./http.ts";

/**
 * The address a request was for, as the contract has it: `/projects/:id`, for both of the API's
 * names (C-17) and whoever refused it. Empty: no address of the site; never what was called.
 */
export function routeOf(c: AppContext): string {
  // What stands before every address takes any method; the first that does not is who answers.
  const found = matchedRoutes(c).find(({ method }) => method !== "ALL");
  const path = found?.path.replace(/^\/api(\/v1)?(?=\/)/, "").replace(/\{[^}]*\}/g, "") ?? "";
  return path.slice(0, 100);
}
