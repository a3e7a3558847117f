import { Hono } from "hono";
import * as contract from "#contract/model";
import { listModels } from "../models/catalogue.ts";
import type { AppEnv } from "../platform/http.ts";
import { implement } from "../platform/implement.ts";

export const modelRoutes = new Hono<AppEnv>();

implement(modelRoutes, contract.listModels, async (c) => {
  const items = await listModels(c.env);
  return { items, default_model: items[0]?.id ?? "" };
});
