import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { hour } from "../platform/durations.ts";
import {
  type CatalogueEnv,
  currentModel,
  findModel,
  listModels,
  resolveModel,
} from "./catalogue.ts";
import { knownModels } from "./known-models.ts";

const cacheKey = "models:v1";
const api: CatalogueEnv = {
  KV: env.KV,
  ANTHROPIC_API_KEY: "test-key",
  ANTHROPIC_BASE_URL: env.ANTHROPIC_BASE_URL,
};
const unreachable: CatalogueEnv = { ...api, ANTHROPIC_BASE_URL: "http://nowhere.invalid" };
const withoutKey: CatalogueEnv = { KV: env.KV };
const cached = () => env.KV.get<{ until: number }>(cacheKey, "json");

beforeEach(() => env.KV.delete(cacheKey));

describe("the list", () => {
  test("comes from the API with its capabilities, the default first, deprecated ones last and flagged", async () => {
    const models = await listModels(api);
    expect(models[0]).toMatchObject({
      id: "claude-opus-5-5",
      adaptive_thinking: true,
      demo: false,
    });
    expect(models.at(-1)).toMatchObject({
      lifecycle: "deprecated",
      retires_at: "2026-11-30T00:00:00Z",
    });
  });

  test("is kept for an hour", async () => {
    const now = Date.now();
    await listModels(api, now);
    expect((await cached())?.until).toBe(now + hour);
    const marked = { source: api.ANTHROPIC_BASE_URL, until: now + hour, models: [knownModels[1]] };
    await env.KV.put(cacheKey, JSON.stringify(marked));
    expect(await listModels(api, now + hour - 1)).toHaveLength(1);
    expect((await listModels(api, now + hour)).length).toBeGreaterThan(1);
  });

  test("is the old one where the API cannot be reached, and the built-in one without that", async () => {
    expect(await listModels(unreachable)).toEqual(knownModels);
    const stale = { source: unreachable.ANTHROPIC_BASE_URL, until: 1, models: [knownModels[1]] };
    await env.KV.put(cacheKey, JSON.stringify(stale));
    expect(await listModels(unreachable)).toEqual([knownModels[1]]);
  });

  test("of one address is not taken for another's", async () => {
    await listModels(api);
    expect(await listModels(unreachable)).toEqual(knownModels);
  });

  test("without a key holds the demo model alone", async () =>
    expect(await listModels(withoutKey)).toMatchObject([
      { id: "engawa-demo", demo: true, max_input_tokens: 200_000 },
    ]));
});

describe("names", () => {
  test("ids, undated ids and the documents' names are understood", async () => {
    const name = async (asked: string | undefined) => (await resolveModel(api, asked))?.id;
    expect(await name(undefined)).toBe("claude-opus-5-5");
    expect(await name("claude-sonnet-5-5")).toBe("claude-sonnet-5-5");
    expect(await name("claude-opus-4-5")).toBe("claude-opus-5-5");
    expect(await name("claude-sonnet-4")).toBe("claude-sonnet-5-5");
    expect(await name("claude-sonnet-4-5")).toBe("claude-sonnet-4-5-20250929");
    expect(await name("haiku")).toBe("claude-haiku-5-5");
    expect(await name("gpt-9")).toBeUndefined();
    expect(await name("constructor")).toBeUndefined();
  });

  test("an alias never leads to a model that is going", () => {
    const going = knownModels.map((model) =>
      Object.assign({}, model, { lifecycle: "deprecated" as const }),
    );
    expect(findModel(going, "opus")).toBeNull();
  });

  test("a stored session whose model is gone goes on with the default", async () => {
    expect((await currentModel(withoutKey, "claude-opus-5-5")).id).toBe("engawa-demo");
    expect((await currentModel(api, "engawa-demo")).id).toBe("claude-opus-5-5");
  });
});
