import { expect, test } from "vitest";
import { listModels } from "#contract/model";
import { call, signUp } from "../testing/people.ts";

test("anybody signed in sees the models, the default first, and nothing the contract does not name", async () => {
  const response = await call(await signUp("guest"), listModels);
  const { items, default_model } = (await response.json()) as {
    items: Record<string, unknown>[];
    default_model: string;
  };
  expect(items[0]?.["id"]).toBe(default_model);
  expect(items[0]).not.toHaveProperty("adaptive_thinking");
});

test("nobody else does", async () => expect((await call(null, listModels)).status).toBe(401));
