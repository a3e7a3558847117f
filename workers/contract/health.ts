import * as v from "valibot";
import { endpoint } from "./endpoint.ts";

/** U-164, with the names of our parts: `redis` is our storage, `claude_sdk` the model port. */
export const getHealth = endpoint({
  method: "GET",
  path: "/health",
  access: "public",
  duringMaintenance: "all",
  fromAnywhere: true,
  summary: "Public and minimal (T-34)",
  output: v.object({
    status: v.picklist(["healthy", "degraded"]),
    services: v.object({ storage: v.string(), claude_sdk: v.string() }),
  }),
});
