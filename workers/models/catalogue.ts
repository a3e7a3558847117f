/** The models a session can use: from the API where it can be had, kept in KV for an hour. */
import * as v from "valibot";
import type { ModelInfo } from "#contract/model";
import { hour } from "../platform/durations.ts";
import type { Env } from "../platform/env.ts";
import { createClient } from "./client.ts";
import { aliases, demoModel, knownModels, preferredModel } from "./known-models.ts";

export interface CatalogueModel extends ModelInfo {
  /** `opus`, `sonnet`, …; null where the model belongs to none. */
  readonly line: string | null;
  /** Accepts `thinking: {type: "adaptive"}`. */
  readonly adaptive_thinking: boolean;
}

export type CatalogueEnv = Pick<Env, "KV" | "ANTHROPIC_API_KEY" | "ANTHROPIC_BASE_URL">;

const cacheKey = "models:v1";
const freshMs = hour;
/** After a failure the API is left alone this long. */
const failedMs = 5 * 60 * 1000;
const keepSeconds = 30 * 24 * 60 * 60;
const timeoutMs = 5000;

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const ApiModel = v.object({
  id: v.string(),
  display_name: v.optional(v.string()),
  line: v.nullish(v.string(), null),
  lifecycle: v.optional(v.picklist(["active", "deprecated", "retired"]), "active"),
  retires_at: v.nullish(v.string(), null),
  max_input_tokens: v.nullish(count),
  max_tokens: v.nullish(count),
  capabilities: v.nullish(
    v.object({
      thinking: v.optional(
        v.object({
          types: v.optional(
            v.object({ adaptive: v.optional(v.object({ supported: v.boolean() })) }),
          ),
        }),
      ),
    }),
  ),
});
const ApiList = v.object({ data: v.array(ApiModel) });

const toModel = (model: v.InferOutput<typeof ApiModel>): CatalogueModel => ({
  id: model.id,
  name: model.display_name ?? model.id,
  line: model.line,
  lifecycle: model.lifecycle,
  retires_at: model.retires_at,
  max_input_tokens: model.max_input_tokens ?? 200_000,
  max_output_tokens: model.max_tokens ?? 32_000,
  demo: false,
  adaptive_thinking: model.capabilities?.thinking?.types?.adaptive?.supported ?? false,
});

interface Cached {
  /** Where the list came from: another gateway has another list. */
  readonly source: string;
  /** Unix milliseconds until which it is fresh. */
  readonly until: number;
  readonly models: CatalogueModel[];
}

/** The API's list, or null where it cannot be had or makes no sense. */
async function fetchModels(env: CatalogueEnv & { ANTHROPIC_API_KEY: string }) {
  const client = createClient({ apiKey: env.ANTHROPIC_API_KEY, baseURL: env.ANTHROPIC_BASE_URL });
  try {
    const answer: unknown = await client.get("/v1/models", {
      query: { limit: 1000 },
      timeout: timeoutMs,
    });
    const list = v.safeParse(ApiList, answer);
    return list.success && list.output.data.length > 0 ? list.output.data.map(toModel) : null;
  } catch {
    // Whatever the reason (network, key, gateway without this endpoint): the list we have serves.
    return null;
  }
}

const lifecycleOrder = { active: 0, deprecated: 1, retired: 2 } as const;

/** The default first, then active before deprecated; the API's order (newest first) within. Retired ones go. */
const arrange = (models: readonly CatalogueModel[]): CatalogueModel[] =>
  models
    .filter((model) => model.lifecycle !== "retired")
    .sort(
      (a, b) =>
        Number(b.id === preferredModel) - Number(a.id === preferredModel) ||
        lifecycleOrder[a.lifecycle] - lifecycleOrder[b.lifecycle],
    );

/** All models, the default first. Without a key: the demo model alone. */
export async function listModels(env: CatalogueEnv, now = Date.now()): Promise<CatalogueModel[]> {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: source = "" } = env;
  if (!key) return [demoModel];
  const stored = await env.KV.get<Cached>(cacheKey, "json");
  const cached = stored?.source === source ? stored : null;
  if (cached && cached.until > now) return arrange(cached.models);
  const fetched = await fetchModels({ ...env, ANTHROPIC_API_KEY: key });
  const models = fetched ?? cached?.models ?? [...knownModels];
  const entry: Cached = { source, until: now + (fetched ? freshMs : failedMs), models };
  await env.KV.put(cacheKey, JSON.stringify(entry), { expirationTtl: keepSeconds });
  return arrange(models);
}

/** The model a name means: its id, an alias of the documents, or a dated form of it. */
export const findModel = (
  models: readonly CatalogueModel[],
  name: string,
): CatalogueModel | null => {
  const exact = models.find((model) => model.id === name);
  if (exact) return exact;
  const undated = name.replace(/-\d{8}$/, "");
  const sameName = models.find((model) => model.id.replace(/-\d{8}$/, "") === undated);
  if (sameName) return sameName;
  const line = Object.hasOwn(aliases, undated) ? aliases[undated] : undefined;
  if (line === undefined) return null;
  return models.find((model) => model.line === line && model.lifecycle === "active") ?? null;
};

type Filter = (model: CatalogueModel) => boolean;
const any: Filter = () => true;

/** The model of a name, the default without one; null where nothing that may be used goes by that name. */
export async function resolveModel(
  env: CatalogueEnv,
  name: string | undefined,
  may: Filter = any,
): Promise<CatalogueModel | null> {
  const models = (await listModels(env)).filter(may);
  return name === undefined ? (models[0] ?? null) : findModel(models, name);
}

/** For a stored session: its model, or the default where it is gone (retired, key added or removed). */
export async function currentModel(
  env: CatalogueEnv,
  name: string,
  may: Filter = any,
): Promise<CatalogueModel> {
  const models = (await listModels(env)).filter(may);
  return findModel(models, name) ?? models[0] ?? demoModel;
}
