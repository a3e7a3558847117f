import type { AppContext } from "./http.ts";

/** Browsers say which page asked: a link elsewhere fetches nobody's data. */
export const isFromElsewhere = (c: AppContext): boolean =>
  ["cross-site", "same-site"].includes(c.req.header("sec-fetch-site") ?? "");
