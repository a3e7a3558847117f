/** What a person can still do where a call does not fit into what is left of a budget. */
import * as v from "valibot";
import type { ModelRequest } from "../agent/model.ts";
import { tokensOfPrompt } from "../models/tokens.ts";
import { leastOfAny } from "../usage/estimate.ts";
import type { Surroundings } from "./surroundings.ts";

export const WaysOut = v.array(v.picklist(["new_chat", "cheaper_model"]));
export type WayOut = v.InferOutput<typeof WaysOut>[number];

/** Only what does fit: a summary reads the whole chat as well, and the first message has no chat before it. */
export function waysOut(
  { info, prices, offered }: Pick<Surroundings, "info" | "prices" | "offered">,
  request: ModelRequest,
  left: number,
  now: number,
): WayOut[] {
  const known = new WeakMap<object, number>();
  const least = (models: readonly string[], messages: ModelRequest["messages"]): number =>
    models.length === 0
      ? Number.POSITIVE_INFINITY
      : leastOfAny(prices, models, tokensOfPrompt({ ...request, messages }, known), now);
  const others = offered.filter((id) => id !== info.id);
  const ways: WayOut[] = [];
  if (request.messages.length > 1 && least([info.id], []) <= left) ways.push("new_chat");
  if (least(others, request.messages) <= left) ways.push("cheaper_model");
  return ways;
}
