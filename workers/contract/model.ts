import * as v from "valibot";
import { Count } from "./common.ts";
import { endpoint } from "./endpoint.ts";

export const ModelInfo = v.object({
  id: v.string(),
  name: v.string(),
  lifecycle: v.picklist(["active", "deprecated", "retired"]),
  retires_at: v.nullable(v.string()),
  max_input_tokens: Count,
  max_output_tokens: Count,
  /** True where the built-in demo model answers. */
  demo: v.boolean(),
});
export type ModelInfo = v.InferOutput<typeof ModelInfo>;

export const listModels = endpoint({
  method: "GET",
  path: "/models",
  access: "guest",
  summary: "Models a session can use, the default first",
  output: v.object({ items: v.array(ModelInfo), default_model: v.string() }),
});
