import { fromRoot } from "../setup/paths.ts";

export { cheap as passwordCost } from "../../workers/testing/password-cost.ts";

/** What stands in for the product's own in the Worker that the browser tests meet, and nothing else. */
export const standIns = { "#password-cost": fromRoot("workers/testing/password-cost.ts") };
