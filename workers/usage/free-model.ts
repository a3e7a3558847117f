import type { Role } from "#contract/common";
import { demoModel } from "../models/known-models.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { listModelsFor } from "./models-for.ts";
import { isFree } from "./price.ts";
import { loadPrices } from "./service.ts";

/** Whether a role may use a model that costs nothing now: no budget stops that one. */
export async function hasFreeModel(env: Env, role: Role, now: number): Promise<boolean> {
  const prices = await loadPrices(openDb(env.DB));
  // Before the catalogue, which may have to be fetched: few sites with a key have a price of nothing.
  const counts = (model: string) => !env.ANTHROPIC_API_KEY || model !== demoModel.id;
  if (!prices.some(({ model }) => counts(model) && isFree(prices, model, now))) return false;
  const models = await listModelsFor(env, role);
  return models.some(({ id }) => isFree(prices, id, now));
}
