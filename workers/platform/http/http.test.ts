import { expect, test } from "vitest";
import { pickLanguage } from "./http.ts";

test.each([
  [undefined, "ja"],
  ["ja,en;q=0.8", "ja"],
  ["en-US,en;q=0.9,ja;q=0.8", "en"],
  ["fr-FR,en;q=0.5", "en"],
  ["fr", "ja"],
  ["*", "ja"],
])("of %s the language is %s", (header, language) => {
  expect(pickLanguage(header)).toBe(language);
});
