import { Hono } from "hono";
import * as contract from "#contract/admin-price";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { deletePrice, listPrices, setPrice } from "./service.ts";
import { recompute } from "./recompute.ts";

export const priceRoutes = new Hono<AppEnv>();

implement(priceRoutes, contract.listPrices, async (c) => ({
  items: await listPrices(openDb(c.env.DB)),
}));

implement(priceRoutes, contract.setPrice, (c, { actor, json }) => {
  const { allow_zero, ...price } = json;
  if (contract.hasZero(price) && !allow_zero) throw new AppError("PRICE_002");
  return setPrice(openDb(c.env.DB), actor, price, originOf(c));
});

implement(priceRoutes, contract.deletePrice, (c, { actor, json }) =>
  deletePrice(openDb(c.env.DB), actor, json, originOf(c)),
);

implement(priceRoutes, contract.recomputeCosts, (c, { actor, json }) =>
  recompute(c.env, actor, json, originOf(c)),
);
