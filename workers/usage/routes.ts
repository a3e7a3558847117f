import { Hono } from "hono";
import * as contract from "#contract/model";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { listModelsFor } from "./models-for.ts";

export const modelRoutes = new Hono<AppEnv>();

implement(modelRoutes, contract.listModels, async (c, { actor }) => {
  const items = await listModelsFor(c.env, actor.role);
  return { items, default_model: items[0]?.id ?? "" };
});
