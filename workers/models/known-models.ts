/** What is known without asking: used when the API's own list cannot be had. */
import type { CatalogueModel } from "./catalogue.ts";

const known = (
  id: string,
  name: string,
  line: string,
  inputTokens: number,
  outputTokens: number,
  adaptive: boolean,
): CatalogueModel => ({
  id,
  name,
  line,
  lifecycle: "active",
  retires_at: null,
  max_input_tokens: inputTokens,
  max_output_tokens: outputTokens,
  demo: false,
  adaptive_thinking: adaptive,
});

/** The default first. */
export const knownModels: readonly CatalogueModel[] = [
  known("claude-opus-5-5", "Claude Opus 5.5", "opus", 1_000_000, 128_000, true),
  known("claude-sonnet-5-5", "Claude Sonnet 5.5", "sonnet", 1_000_000, 128_000, true),
  known("claude-haiku-5-5", "Claude Haiku 5.5", "haiku", 200_000, 64_000, false),
  known("claude-fable-5-1", "Claude Fable 5.1", "fable", 1_000_000, 128_000, true),
];

export const demoModel: CatalogueModel = {
  id: "engawa-demo",
  name: "Engawa demo",
  line: null,
  lifecycle: "active",
  retires_at: null,
  max_input_tokens: 200_000,
  max_output_tokens: 32_000,
  demo: true,
  adaptive_thinking: false,
};

/** The default model, where the account has it. */
export const preferredModel = "claude-opus-5-5";

/** Names the documents and people use → the line whose newest active model is meant. */
export const aliases: Readonly<Record<string, string>> = {
  "claude-opus-4-5": "opus",
  "claude-opus-4": "opus",
  "claude-sonnet-4": "sonnet",
  "claude-sonnet-4-0": "sonnet",
  "claude-sonnet-4-5": "sonnet",
  "claude-haiku-4-5": "haiku",
  "claude-3-5-haiku": "haiku",
  opus: "opus",
  sonnet: "sonnet",
  haiku: "haiku",
  fable: "fable",
};
