import { env } from "cloudflare:workers";
import { expect, test } from "vitest";

test("bindings exist", () => {
  expect(env.DB).toBeDefined();
});
