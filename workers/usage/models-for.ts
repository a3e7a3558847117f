/** Which models a role may use (D-14). */
import type { Role } from "#contract/common";
import {
  currentModel,
  listModels,
  resolveModel,
  type CatalogueModel,
} from "../models/catalogue.ts";
import { AppError } from "../platform/errors.ts";
import type { Env } from "../platform/env.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/schema.ts";

/** Ids; a trailing star stands for the rest. Empty: all. */
export const modelsOf = (settings: Settings, role: Role): readonly string[] =>
  settings[`${role}_models`];

/** The demo model costs nothing, and stays. */
async function filterFor(env: Env, role: Role): Promise<(model: CatalogueModel) => boolean> {
  const patterns = modelsOf(await readSettings(env), role);
  const fits = (id: string) => (one: string) =>
    one.endsWith("*") ? id.startsWith(one.slice(0, -1)) : id === one;
  return ({ id, demo }) => demo || patterns.length === 0 || patterns.some(fits(id));
}

/** The default first. */
export async function listModelsFor(env: Env, role: Role): Promise<CatalogueModel[]> {
  const [models, may] = await Promise.all([listModels(env), filterFor(env, role)]);
  return models.filter(may);
}

/** The model of a name, the default without one; null where the role may use none by that name. */
export const resolveModelFor = async (
  env: Env,
  role: Role,
  name: string | undefined,
): Promise<CatalogueModel | null> => resolveModel(env, name, await filterFor(env, role));

/** For a stored session: its model, or the default where it may not be used any more. Throws CLAUDE_003. */
export async function currentModelFor(env: Env, role: Role, name: string): Promise<CatalogueModel> {
  const found = await currentModel(env, name, await filterFor(env, role));
  if (found.demo && env.ANTHROPIC_API_KEY) throw new AppError("CLAUDE_003");
  return found;
}
