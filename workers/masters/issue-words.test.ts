import * as v from "valibot";
import { expect, test } from "vitest";
import type { MasterKind } from "#contract/master";
import { entrySchemas } from "./entries.ts";
import { issueWords } from "./issue-words.ts";

const wordsOf = (kind: MasterKind, value: unknown) => {
  const parsed = v.safeParse(entrySchemas[kind], value);
  if (parsed.success) throw new Error("It is a good entry");
  return issueWords(parsed.issues[0]);
};
const price = {
  model: "m",
  effective_from: "2026-04-01T00:00:00Z",
  input: 1,
  output: 1,
  cache_read: 1,
  cache_write_5m: 1,
  cache_write_1h: 1,
};

const protoFile: unknown = JSON.parse('{"__proto__":"x"}');

test.each<[MasterKind, unknown, string, string]>([
  ["prompt_templates", { name: "a b", body: "x" }, "name: 使えるのは", "name: letters"],
  ["prompt_templates", { name: "a", body: "" }, "body: 空です", "body: is empty"],
  ["prompt_templates", { name: "a" }, "body: ありません", "body: is missing"],
  ["prompt_templates", { name: "a".repeat(61), body: "x" }, "60 文字まで", "60 characters at most"],
  ["command_patterns", { pattern: "x", effect: "no" }, "ask、deny", "one of ask, deny"],
  ["command_patterns", { pattern: "*", effect: "ask" }, "コマンドがありません", "names no command"],
  ["model_prices", { ...price, input: -1 }, "input: 0 以上", "input: is 0 or more"],
  ["model_prices", { ...price, input: "-1" }, "input: 0 以上", "input: is 0 or more"],
  ["model_prices", { ...price, input: "1000000000000" }, "100000 以下", "is 100000 or less"],
  ["model_prices", { ...price, output: "1e12" }, "output: 100000 以下", "is 100000 or less"],
  ["model_prices", { ...price, prompt_over: "-5" }, "prompt_over: 0 以上", "is 0 or more"],
  ["model_prices", { ...price, prompt_over: 1.5 }, "prompt_over: 整数では", "a whole number"],
  ["model_prices", { ...price, input: "" }, "input: 数値では", "input: is not a number"],
  ["model_prices", { ...price, input: "x" }, "input: 数値では", "input: is not a number"],
  ["model_prices", { ...price, effective_from: "soon" }, "2026-04-01T", "2026-04-01T"],
  ["project_templates", { name: "a", files: {} }, "1〜200", "1 to 200"],
  [
    "project_templates",
    { name: "a", files: { constructor: "x" } },
    "constructor、",
    "no file may be",
  ],
  ["project_templates", { name: "a", files: protoFile }, "constructor、", "no file may be"],
  ["project_templates", { name: "a" }, "files: ありません", "files: is missing"],
  ["project_templates", 7, "項目の形式", "the entry"],
])("%s %j says why in both languages", (kind, value, ja, en) => {
  const words = wordsOf(kind, value);
  expect(words.ja).toContain(ja);
  expect(words.en).toContain(en);
  expect(words.ja).not.toMatch(/Invalid|Expected/);
});
