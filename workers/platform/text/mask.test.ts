import { expect, test } from "vitest";
import { maskSecrets } from "./mask.ts";

test("secrets are masked wherever they stand", () => {
  const masked = maskSecrets({
    name: "kept",
    current_password: "x",
    nested: [{ apiKey: "x", ok: 1 }, { deep: { Authorization: "x" } }],
  });
  expect(masked).toEqual({
    name: "kept",
    current_password: "***",
    nested: [{ apiKey: "***", ok: 1 }, { deep: { Authorization: "***" } }],
  });
});

test("depth and length are bounded", () => {
  let deep: Record<string, unknown> = {};
  for (let n = 0; n < 50; n++) deep = { deep };
  expect(JSON.stringify(maskSecrets(deep)).length).toBeLessThan(200);
  expect(JSON.stringify(maskSecrets({ text: "x".repeat(10_000) })).length).toBeLessThan(600);
});

test("what would be longer than 4 KB says only which fields there were", () => {
  const rows = Array.from({ length: 50 }, () => ({ text: "x".repeat(500) }));
  expect(maskSecrets({ rows, name: "y" })).toEqual({ fields: "rows, name", cut: true });
});
