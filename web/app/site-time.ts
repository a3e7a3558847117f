import { hour } from "./durations.ts";

/** The day it is for the site, which is in Japan, as `YYYY-MM-DD`. */
export const siteDay = (at: number = Date.now()): string =>
  new Date(at + 9 * hour).toISOString().slice(0, 10);
