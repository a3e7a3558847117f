import type { allEndpoints } from "#contract/index";
import type { Sample } from "./people.ts";
import { administrationSamples } from "./sample-administration.ts";
import { consoleSamples } from "./sample-console.ts";
import { signInSamples } from "./sample-sign-in.ts";
import { workSamples } from "./sample-work.ts";
import type { Things } from "./things.ts";

/** A valid request for every endpoint; a new endpoint without one does not compile. */
export const samples = (things: Things): Record<keyof typeof allEndpoints, Sample> => ({
  ...signInSamples(things),
  ...workSamples(things),
  ...consoleSamples(),
  ...administrationSamples(things),
});
