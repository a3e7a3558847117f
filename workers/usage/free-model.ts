import type { Role } from "#contract/common";
import { demoModel } from "../models/known-models.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { listModelsFor } from "./models-for.ts";
import { isFree } from "./price.ts";
import { loadPrices } from "./service.ts";

/** Whether a role may use a model that costs nothing: no budget stops that one. */
export async function hasFreeModel(env: Env, role: Role, now: number): Promise<boolean> {
  // The demo model is all there is.
  if (!env.ANTHROPIC_API_KEY) return true;
  const prices = await loadPrices(openDb(env.DB));
  // Before the catalogue, which may have to be fetched: few sites have a price of nothing.
  const free = prices.some(({ model }) => model !== demoModel.id && isFree(prices, model, now));
  if (!free) return false;
  const models = await listModelsFor(env, role);
  return models.some(({ id }) => isFree(prices, id, now));
}
