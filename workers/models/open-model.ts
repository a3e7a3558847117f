import type { ModelInfo } from "#contract/model";
import type { Model } from "../agent/model.ts";
import type { Env } from "../platform/env.ts";
import { createAnthropicModel } from "./anthropic.ts";
import { demoFetch } from "./demo/server.ts";

/** The model port of a catalogue entry: the demo model speaks the same wire format behind the same SDK. */
export const openModel = (
  env: Pick<Env, "ANTHROPIC_API_KEY" | "ANTHROPIC_BASE_URL">,
  info: ModelInfo,
): Model =>
  info.demo
    ? createAnthropicModel({
        apiKey: "demo",
        baseURL: "https://demo.invalid",
        fetch: demoFetch as typeof fetch,
      })
    : createAnthropicModel({
        apiKey: env.ANTHROPIC_API_KEY ?? "",
        baseURL: env.ANTHROPIC_BASE_URL,
      });
